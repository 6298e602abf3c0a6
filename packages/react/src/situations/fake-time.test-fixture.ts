import { act } from '@testing-library/react'
import { vi } from 'vitest'

/** From now on time passes only by `pass`; `setImmediate` and promises go on as ever. */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
}

/** All that happens without time's passing, then so many milliseconds, and all that comes of them. */
export async function pass(milliseconds: number): Promise<void> {
  await act(async () => {
    await rest()
    vi.advanceTimersByTime(milliseconds)
    await rest()
  })
}

async function rest(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
    vi.advanceTimersByTime(0)
  }
}
