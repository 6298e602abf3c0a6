import { expect, it } from 'vitest'
import { candlesOf, MINUTE, spanStart } from './candle.ts'
import { createLiveMinutes, REMEMBERED_MINUTES } from './live-minutes.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const candle = (minute: number, open: number, close: number) => ({
  at: NOON + minute * MINUTE,
  open,
  high: Math.max(open, close) + 1,
  low: Math.min(open, close) - 1,
  close,
  lamports: 10,
})

it('a span begins at a multiple of its length', () => {
  expect(spanStart(NOON + 7.5 * MINUTE, 1)).toBe(NOON + 7 * MINUTE)
  expect(spanStart(NOON + 7.5 * MINUTE, 5)).toBe(NOON + 5 * MINUTE)
  expect(spanStart(NOON, 1440)).toBe(Date.UTC(2026, 10, 20))
})

it('minutes join to longer candles, and empty spans stay out', () => {
  const minutes = [candle(3, 10, 20), candle(4, 20, 5), candle(5, 5, 6), candle(61, 6, 7)]
  expect(candlesOf(minutes, 5)).toEqual([
    { at: NOON, open: 10, high: 21, low: 4, close: 5, lamports: 20 },
    { ...candle(5, 5, 6) },
    { ...candle(61, 6, 7), at: NOON + 60 * MINUTE },
  ])
  expect(candlesOf(minutes, 1)).toEqual(minutes)
})

it('trades of one minute are one candle, a day of minutes is remembered', () => {
  const live = createLiveMinutes()
  live.add('a', { at: NOON + 100, from: 5, to: 7, lamports: 1 })
  live.add('a', { at: NOON + 200, from: 7, to: 4, lamports: 2 })
  expect(live.of('a')).toEqual([{ at: NOON, open: 5, high: 7, low: 4, close: 4, lamports: 3 }])
  expect(live.of('b')).toEqual([])

  for (let minute = 1; minute <= REMEMBERED_MINUTES; minute += 1) {
    live.add('a', { at: NOON + minute * MINUTE, from: 4, to: 4, lamports: 1 })
  }
  expect(live.of('a')).toHaveLength(REMEMBERED_MINUTES)
  expect(live.of('a').at(0)?.at).toBe(NOON + MINUTE)
})
