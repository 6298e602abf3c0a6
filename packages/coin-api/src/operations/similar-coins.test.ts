import { CoinList } from '@etagged/pumpfun'
import { expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const api = createCoinApi({ clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 })
const [mint = ''] = api.market.idle

it('GET /coins/similar gives other coins of the same narrative', async () => {
  const rows = await readAnswer(api, CoinList, `/coins/similar?mint=${mint}&limit=200`)
  const metas = rows.map((row) => api.market.find(row.mint)?.identity.meta)
  expect(rows.length).toBeGreaterThan(50)
  expect(new Set(metas)).toEqual(new Set([api.market.find(mint)?.identity.meta]))
  expect(rows.map((row) => row.mint)).not.toContain(mint)
})

it('GET /coins/similar gives as many as asked for, and none for an unknown mint', async () => {
  expect(await readAnswer(api, CoinList, `/coins/similar?mint=${mint}&limit=3`)).toHaveLength(3)
  expect(await readAnswer(api, CoinList, `/coins/similar?mint=${'1'.repeat(32)}`)).toEqual([])
})
