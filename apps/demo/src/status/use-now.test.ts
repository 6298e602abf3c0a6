import { beforeEach, expect, it, vi } from 'vitest'
import { createTicker } from './use-now.ts'

const START = 1_000_000

beforeEach(() => {
  vi.useFakeTimers({ now: START })
  return () => vi.useRealTimers()
})

it('stands still between its steps, for all that read it', () => {
  const ticker = createTicker(1000)
  ticker.subscribe(() => undefined)
  vi.advanceTimersByTime(999)
  expect(ticker.current()).toBe(START)
  vi.advanceTimersByTime(1)
  expect(ticker.current()).toBe(START + 1000)
})

it('tells each step to who listens, and to nobody who has left', () => {
  const ticker = createTicker(1000)
  const told: number[] = []
  const leave = ticker.subscribe(() => told.push(ticker.current()))
  vi.advanceTimersByTime(2000)
  leave()
  vi.advanceTimersByTime(2000)
  expect(told).toEqual([START + 1000, START + 2000])
})

it('runs only while somebody listens, and is right when somebody comes back', () => {
  const ticker = createTicker(1000)
  ticker.subscribe(() => undefined)()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(5500)
  ticker.subscribe(() => undefined)
  expect(ticker.current()).toBe(START + 5500)
})
