import { describe, expect, it } from 'vitest'
import { describePrices, formatSpan, priceMove } from './describe-prices.ts'

const HOUR = 3_600_000
const prices = (...values: readonly number[]) =>
  values.map((price, index) => ({ price, at: index * 8 * HOUR }))

describe('A chart says', () => {
  it('from where to where, by how much and in how long', () => {
    expect(describePrices(prices(25, 20, 40, 28), String)).toBe(
      'Price from 25 to 28 lamports, up 12% in 24 h; lowest 20, highest 40.',
    )
  })

  it('that it went down', () => {
    expect(describePrices(prices(30, 15), String)).toContain('down 50% in 8 h')
  })

  it('that nothing moved, or that there is nothing', () => {
    expect(describePrices(prices(30, 30), String)).toContain('unchanged in 8 h')
    expect(describePrices([], String)).toBe('No prices yet.')
  })
})

it('a move from a price of nothing is no move', () => {
  expect(priceMove(prices(0, 5))).toEqual({ change: 0, direction: 'level' })
})

it.each([
  [0, '1 min'],
  [119 * 60_000, '119 min'],
  [2 * HOUR, '2 h'],
  [47 * HOUR, '47 h'],
  [120 * 24 * HOUR, '120 days'],
])('%d ms are %s', (ms, text) => {
  expect(formatSpan(ms)).toBe(text)
})
