import { Bookmarks } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { logIn, visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const api = createCoinApi({ clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 })
const alice = await logIn(api, 'alice')
const remove = (id: string) => visit(api, `/bookmarks/${id}`, { method: 'DELETE', headers: alice })

describe('DELETE /bookmarks/:id', () => {
  it.each(['test', 'default', '3f0c6a52'])(
    'lets the complaint of the database about %s through with 200',
    async (id) => {
      const { status, text } = await remove(id)
      expect(status).toBe(200)
      expect(JSON.parse(text)).toEqual({
        code: '22P02',
        details: null,
        hint: null,
        message: `invalid input syntax for type uuid: "${id}"`,
      })
    },
  )

  it('does not remove the default list', async () => {
    const { id } = await readAnswer(api, Bookmarks, '/bookmarks/default', { headers: alice })
    expect(await remove(id.toUpperCase())).toMatchObject({
      status: 400,
      text: '{"message":"The default bookmark cannot be deleted","error":"Bad Request","statusCode":400}',
    })
  })
})
