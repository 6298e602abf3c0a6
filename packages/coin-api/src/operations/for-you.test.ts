import { RecommendedCoinList } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { logIn, visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const api = createCoinApi({ clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 })
const mints = async (headers: Record<string, string> = {}) => {
  const rows = await readAnswer(api, RecommendedCoinList, '/coins/for-you?limit=20', { headers })
  return rows.map((row) => row.mint)
}

describe('GET /coins/for-you', () => {
  it('marks all rows of an answer alike, and each answer anew', async () => {
    const [one, other] = [
      await readAnswer(api, RecommendedCoinList, '/coins/for-you'),
      await readAnswer(api, RecommendedCoinList, '/coins/for-you'),
    ]
    expect(new Set(one.map((row) => row.rec_id)).size).toBe(1)
    expect(other.at(0)?.rec_id).not.toBe(one.at(0)?.rec_id)
  })

  it('never becomes a 304', async () => {
    const { etag } = await visit(api, '/coins/for-you')
    const again = await visit(api, '/coins/for-you', { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(200)
  })

  it('recommends the same to one user, and something else to another', async () => {
    const [alice, bob] = [await logIn(api, 'alice'), await logIn(api, 'bob')]
    expect(await mints(alice)).toEqual(await mints(alice))
    expect(await mints(alice)).not.toEqual(await mints(bob))
    expect(await mints()).not.toEqual(await mints(bob))
  })

  it('takes a bad token for nobody', async () => {
    expect(await mints({ authorization: 'Bearer nonsense' })).toEqual(await mints())
  })
})
