import { LiveCoinList } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const options = { clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 }
const api = createCoinApi(options)
const PATH = '/coins/currently-live'

describe('GET /coins/currently-live', () => {
  it('gives coins on air with their streams, the most watched first', async () => {
    const rows = await readAnswer(api, LiveCoinList, PATH)
    const watchers = rows.map((row) => row.num_participants ?? 0)
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.every((row) => row.is_currently_live && !row.nsfw)).toBe(true)
    expect(watchers).toEqual(watchers.toSorted((one, other) => other - one))
    const turned = await readAnswer(api, LiveCoinList, `${PATH}?order=ASC`)
    expect(turned.map((row) => row.num_participants)).toEqual(watchers.toReversed())
  })

  it('pages', async () => {
    const rows = await readAnswer(api, LiveCoinList, PATH)
    const page = await readAnswer(api, LiveCoinList, `${PATH}?limit=2&offset=1`)
    expect(page).toEqual(rows.slice(1, 3))
  })

  it('writes a missing title as null in 2025 and not at all since', async () => {
    const old = await visit(createCoinApi({ ...options, form: '2025' }), PATH)
    expect(old.text).toContain('"livestream_title":null')
    expect((await visit(api, PATH)).text).not.toContain('null')
  })
})
