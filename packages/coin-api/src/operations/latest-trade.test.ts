import { Trade } from '@etagged/pumpfun'
import { expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const NOON = Date.UTC(2026, 10, 20, 12)

it('GET /trades/latest gives the last trade, its time in seconds', async () => {
  const api = createCoinApi({ clock: () => NOON, tradesPerSecond: 0 })
  const [mint = ''] = api.market.idle
  const before = await readAnswer(api, Trade, '/trades/latest')
  expect(before.timestamp).toBeLessThan(NOON / 1000)
  api.market.trade(mint, 250_000_000)
  const after = await readAnswer(api, Trade, '/trades/latest')
  expect(after).toMatchObject({
    mint,
    sol_amount: 250_000_000,
    is_buy: true,
    timestamp: NOON / 1000,
    symbol: api.market.find(mint)?.identity.symbol,
    image_uri: api.market.find(mint)?.identity.imageUri,
  })
  expect(after.signature).not.toBe(before.signature)
})

it('GET /trades/latest has no body when nobody has traded', async () => {
  const { market } = createCoinApi({ clock: () => NOON, tradesPerSecond: 0 })
  const quiet = { ...market, latestTrade: () => undefined }
  const answer = await visit(createCoinApi({ clock: () => NOON, market: quiet }), '/trades/latest')
  expect(answer).toMatchObject({ status: 200, text: '' })
})
