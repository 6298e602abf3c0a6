import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPulse } from './pulse.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function heard() {
  const pulse = createPulse()
  const listener = vi.fn()
  const end = pulse.subscribe(listener)
  return { pulse, listener, end }
}

it('beats four times a second however much happens', () => {
  const { pulse, listener } = heard()
  for (let ms = 0; ms < 2000; ms += 5) {
    pulse.quicken()
    vi.advanceTimersByTime(5)
  }
  expect(listener.mock.calls.length).toBeGreaterThanOrEqual(7)
  expect(listener.mock.calls.length).toBeLessThanOrEqual(9)
})

it('beats at once after a silence', () => {
  const { pulse, listener } = heard()
  vi.advanceTimersByTime(400)
  pulse.quicken()
  vi.advanceTimersByTime(0)
  expect(listener).toHaveBeenCalledTimes(1)
})

it('beats once a second when nothing happens, since what counts down goes on', () => {
  const { listener } = heard()
  vi.advanceTimersByTime(3000)
  expect(listener).toHaveBeenCalledTimes(3)
})

it('does not beat, and has no timer, while nobody listens', () => {
  const { pulse, listener, end } = heard()
  end()
  pulse.quicken()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(5000)
  expect(listener).not.toHaveBeenCalled()
})

it('is another number for who comes after a time in which nobody listened', () => {
  const { pulse, end } = heard()
  const before = pulse.beats()
  end()
  pulse.subscribe(() => undefined)
  expect(pulse.beats()).not.toBe(before)
})

it('tells every listener, and goes on for those who stay', () => {
  const { pulse, listener, end } = heard()
  const other = vi.fn()
  pulse.subscribe(other)
  end()
  vi.advanceTimersByTime(1000)
  expect([listener.mock.calls.length, other.mock.calls.length]).toStrictEqual([0, 1])
})
