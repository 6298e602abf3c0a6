import { CoinList, type CoinRow } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'

const api = createCoinApi({ clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 })
const list = async (query = '') => {
  const { text } = await visit(api, `/coins${query}`)
  const read = await CoinList['~standard'].validate(JSON.parse(text))
  if (read.issues) throw new Error(JSON.stringify(read.issues))
  return read.value
}
const isDescending = (rows: readonly CoinRow[], key: 'created_timestamp' | 'market_cap') =>
  rows.every((row, index) => row[key] <= (rows[index - 1]?.[key] ?? Infinity))

describe('GET /coins', () => {
  it.each([
    { query: '', says: '50 by default', rows: 50 },
    { query: '?limit=3', says: 'as many as asked for', rows: 3 },
    { query: '?limit=1000', says: 'at most 200', rows: 200 },
    { query: '?offset=1000', says: 'none at the end', rows: 0 },
    { query: '?offset=995&limit=50&includeNsfw=true', says: 'a short last page', rows: 5 },
    { query: '?searchTerm=no+such+coin', says: 'none when nothing matches', rows: 0 },
  ])('gives $says: $query', async ({ query, rows }) => {
    expect(await list(query)).toHaveLength(rows)
  })

  it('gives the newest first unless told otherwise', async () => {
    expect(isDescending(await list(), 'created_timestamp')).toBe(true)
    expect(isDescending(await list('?sort=market_cap'), 'market_cap')).toBe(true)
  })

  it.each(['asc', 'ASC'])('turns the order round for %s', async (order) => {
    const rows = await list(`?sort=market_cap&order=${order}&limit=200`)
    expect(isDescending(rows.toReversed(), 'market_cap')).toBe(true)
  })

  it('hides nsfw coins unless they are asked for', async () => {
    const pages = await Promise.all(
      [0, 200, 400, 600, 800].map((o) => list(`?limit=200&offset=${o}`)),
    )
    expect(pages.flat().some((row) => row.nsfw)).toBe(false)
    const shown = await list('?includeNsfw=true&searchTerm=a&limit=200')
    const hidden = await list('?searchTerm=a&limit=200')
    expect(shown).not.toEqual(hidden)
  })

  it('selects by term, creator, completion and narrative', async () => {
    const [first] = await list('?sort=market_cap&limit=1')
    expect(await list(`?searchTerm=${first?.mint}`)).toEqual([first])
    expect(await list(`?creator=${first?.creator}&limit=200`)).toContainEqual(first)
    expect((await list('?complete=true')).every((row) => row.complete)).toBe(true)
    expect((await list('?complete=false')).some((row) => row.complete)).toBe(false)
    expect(await list('?meta=sea&limit=200')).not.toEqual(await list('?meta=food&limit=200'))
  })

  it.each([
    '?limit=many',
    '?limit=0',
    '?limit=1.5',
    '?offset=-1',
    '?sort=complete_timestamp',
    '?sort=toString',
    '?order=sideways',
    '?includeNsfw=perhaps',
    '?complete=1',
  ])('refuses %s', async (query) => {
    const { status, text } = await visit(api, `/coins${query}`)
    expect(status).toBe(400)
    expect(JSON.parse(text)).toMatchObject({ error: 'Bad Request', statusCode: 400 })
  })
})
