import { expect, it } from 'vitest'
import { readTrade } from './read-trade.ts'

const sent = {
  signature: 'sig',
  mint: 'So11111111111111111111111111111111111111112',
  sol_amount: 1_500_000_000,
  token_amount: 5,
  is_buy: true,
  user: 'user',
  timestamp: 1_763_640_000,
  symbol: 'FROG',
  slot: 1,
}

it('reads a trade, and leaves out what it does not know', () => {
  expect(readTrade(JSON.stringify({ ...sent, marketCap: 1 }))).toEqual(sent)
})

it.each([
  ['no JSON', '{'],
  ['nothing', 'null'],
  ['no trade', '{"a":1}'],
  ['an amount that is none', JSON.stringify({ ...sent, sol_amount: 'many' })],
  ['no mint', JSON.stringify({ ...sent, mint: 'javascript:alert(1)' })],
  ['no side', JSON.stringify({ ...sent, is_buy: 'yes' })],
  ['no time', JSON.stringify({ ...sent, timestamp: '2026' })],
])('reads nothing from %s', (_, text) => {
  expect(readTrade(text)).toBeUndefined()
})
