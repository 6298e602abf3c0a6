import { expect, it } from 'vitest'
import { intervalFor, observe, type RateOfChange, typicalRate } from './rate-of-change.ts'

const bounds = { interval: 5000, longest: 60_000 }

function watched(seconds: number, every: number, from = typicalRate(5000)): RateOfChange {
  let rate = from
  for (let at = 5; at <= seconds; at += 5) {
    rate = observe(rate, { isChanged: at % every === 0, elapsed: 5000 }, bounds)
  }
  return rate
}

it('of what nobody has watched yet is asked half as often as by somebody with a fixed interval', () => {
  expect(intervalFor(typicalRate(5000), 5000, 0)).toBe(10_000)
  // 300 ms longer than the interval is the period of either.
  expect(intervalFor(typicalRate(5000), 5000, 300)).toBe(10_300)
})

it('the interval is as the inverse of the root of the rate', () => {
  const rate = typicalRate(5000)
  const rarer = { ...rate, watched: 4 * rate.watched }
  expect(intervalFor(rarer, 5000, 0)).toBe(20_000)
  expect(intervalFor({ ...rate, changes: 4 * rate.changes }, 5000, 0)).toBe(5000)
})

it('each answer without a change makes it longer, each one with a change shorter', () => {
  let rate = typicalRate(5000)
  let former = intervalFor(rate, 5000, 0)
  for (const isChanged of [false, false, false, true, true, false]) {
    rate = observe(rate, { isChanged, elapsed: 10_000 }, bounds)
    const next = intervalFor(rate, 5000, 0)
    expect(next > former).toBe(!isChanged)
    former = next
  }
})

it('a rate that became another is forgotten within minutes', () => {
  const busy = watched(600, 5)
  expect(intervalFor(busy, 5000, 0)).toBeLessThan(5000)
  const calm = watched(1800, Infinity, busy)
  expect(intervalFor(calm, 5000, 0)).toBeGreaterThan(40_000)
  expect(intervalFor(watched(600, 5, calm), 5000, 0)).toBeLessThan(5000)
})

it('an hour in which nobody asked makes one look as long as the longest interval', () => {
  const rate = observe(typicalRate(5000), { isChanged: true, elapsed: 3_600_000 }, bounds)
  expect(rate.changes).toBeCloseTo(1)
  expect(rate.watched).toBeCloseTo(60_000, -1)
})
