import type { Wait } from '../switches/network.ts'

/** Time that stands still until a test lets it pass. */
export interface TestTime {
  /** ms since the epoch. */
  readonly clock: () => number
  readonly wait: Wait
  /** Lets `ms` pass, and then everybody who was waiting have a turn. */
  readonly advance: (ms: number) => Promise<void>
}

interface Waiting {
  readonly until: number
  readonly resolve: () => void
}

/** Time that begins at noon. */
export function createTestTime(): TestTime {
  let now = Date.UTC(2026, 10, 20, 12)
  const waiting = new Set<Waiting>()
  return {
    clock: () => now,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const waits: Waiting = { until: now + ms, resolve }
        waiting.add(waits)
        const leave = (): void => {
          waiting.delete(waits)
          reject(new DOMException('The test has gone', 'AbortError'))
        }
        if (signal?.aborted) leave()
        signal?.addEventListener('abort', leave, { once: true })
      }),
    advance: async (ms) => {
      now += ms
      for (const waits of waiting) {
        if (waits.until > now) continue
        waiting.delete(waits)
        waits.resolve()
      }
      await new Promise((resolve) => setTimeout(resolve))
    },
  }
}
