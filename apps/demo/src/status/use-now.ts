import { useSyncExternalStore } from 'react'

/** Time that moves on in steps, the same for all that read it. */
export interface Ticker {
  readonly current: () => number
  readonly subscribe: (listener: () => void) => () => void
}

/** Steps of `period` ms, while anybody listens. */
export function createTicker(period: number): Ticker {
  const listeners = new Set<() => void>()
  let now: number | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  function step(): void {
    now = Date.now()
    for (const listener of listeners) listener()
  }

  return {
    current: () => (now ??= Date.now()),
    subscribe(listener) {
      if (listeners.size === 0) {
        // Nobody has kept it up to date.
        now = Date.now()
        timer = setInterval(step, period)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        now = undefined
      }
    },
  }
}

const seconds: Ticker = createTicker(1000)
const fewSeconds: Ticker = createTicker(5000)
const halfMinutes: Ticker = createTicker(30_000)

const tickers = { seconds, fewSeconds, halfMinutes }

/** Now, in ms since the epoch, as exact as its reader needs it. */
export function useNow(step: keyof typeof tickers): number {
  const { subscribe, current } = tickers[step]
  return useSyncExternalStore(subscribe, current)
}
