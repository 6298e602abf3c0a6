import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pause } from './pause.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('resolves after so many milliseconds', async () => {
  let isDone = false
  const { signal } = new AbortController()
  async function wait(): Promise<void> {
    await pause(100, signal)
    isDone = true
  }
  void wait()
  await vi.advanceTimersByTimeAsync(99)
  expect(isDone).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(isDone).toBe(true)
})

it('rejects with the reason of an abort, and leaves no timer', async () => {
  const leaving = new AbortController()
  const paused = pause(100, leaving.signal)
  leaving.abort('gone')
  await expect(paused).rejects.toBe('gone')
  expect(vi.getTimerCount()).toBe(0)
})

it('rejects at once where the abort came first, and begins no timer', async () => {
  await expect(pause(100, AbortSignal.abort('gone'))).rejects.toBe('gone')
  expect(vi.getTimerCount()).toBe(0)
})

it('an abort afterwards finds nobody who listens', async () => {
  const { signal } = new AbortController()
  const removed = vi.spyOn(signal, 'removeEventListener')
  const paused = pause(100, signal)
  await vi.advanceTimersByTimeAsync(100)
  await paused
  expect(removed).toHaveBeenCalledOnce()
})
