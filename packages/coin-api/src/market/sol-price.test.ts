import { expect, it } from 'vitest'
import { SOL_PRICE_STEP, solPriceAt, solPriceTakenAt } from './sol-price.ts'

const start = Date.UTC(2026, 10, 20)
const pricesOfADay = Array.from({ length: 2880 }, (_, step) =>
  solPriceAt(1, start + step * SOL_PRICE_STEP),
)

it('stands still within a step', () => {
  expect(solPriceAt(1, start + SOL_PRICE_STEP - 1)).toBe(solPriceAt(1, start))
  expect(solPriceTakenAt(start + SOL_PRICE_STEP - 1)).toBe(start)
})

it('moves over a day, slowly and within a few per cent', () => {
  expect(new Set(pricesOfADay).size).toBeGreaterThan(100)
  expect(Math.min(...pricesOfADay)).toBeGreaterThan(135)
  expect(Math.max(...pricesOfADay)).toBeLessThan(146)
  const moves = pricesOfADay.slice(1).map((price, i) => Math.abs(price - (pricesOfADay[i] ?? 0)))
  expect(Math.max(...moves)).toBeLessThan(1)
})

it('is quoted to the cent', () => {
  expect(pricesOfADay.every((price) => price === Number(price.toFixed(2)))).toBe(true)
})
