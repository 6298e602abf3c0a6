import { focusManager, onlineManager } from '@tanstack/react-query'
import { afterEach, beforeEach, vi } from 'vitest'

/** Timers and the time of day stand still in each test of a file, until it lets time pass; what it changes for all is undone. */
export function holdTimers(): void {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
  afterEach(() => {
    focusManager.setFocused(undefined)
    onlineManager.setOnline(true)
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
}

/** Until nothing moves any more by itself; so much time passes in all, in several steps. */
export async function rest(milliseconds: number): Promise<void> {
  const steps = 10
  for (let step = 0; step < steps; step++) {
    vi.advanceTimersByTime(milliseconds / steps)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
