import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCacheTime } from './cache-time.ts'

beforeEach(() => void vi.useFakeTimers({ now: 5_000_000 }))
afterEach(() => void vi.useRealTimers())

it("is the system's time as long as nothing was heard", () => {
  const time = createCacheTime()
  vi.advanceTimersByTime(1500)
  expect(time.now()).toBeCloseTo(5001.5)
})

it('goes on from the instant that was heard last, ahead or behind', () => {
  const time = createCacheTime()
  time.hear(9000)
  vi.advanceTimersByTime(2000)
  expect(time.now()).toBeCloseTo(9002)
  time.hear(100)
  expect(time.now()).toBeCloseTo(100)
})
