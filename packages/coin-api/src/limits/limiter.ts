/** What is left after this request. */
export interface Quota {
  readonly limit: number
  readonly remaining: number
  /** Whole seconds until the window ends, at least 1. */
  readonly resetIn: number
  /** Was this request one too many? */
  readonly isExceeded: boolean
}

/** Counts requests. */
export interface Limiter {
  /** Counts a request against `limit` requests in 60 s; the first one of a `key` opens its window. */
  readonly count: (key: string, limit: number) => Quota
  /** Forgets all windows. */
  readonly reset: () => void
  /** How many windows are remembered. */
  readonly size: () => number
}

const WINDOW = 60_000

interface Window {
  readonly startedAt: number
  count: number
}

/** A limiter with fixed windows under this clock (ms); windows that ended are forgotten. */
export function createLimiter(clock: () => number): Limiter {
  // In the order in which they began, so those that ended come first.
  const windows = new Map<string, Window>()

  const forgetEnded = (now: number): void => {
    for (const [key, window] of windows) {
      if (!isOver(window, now)) return
      windows.delete(key)
    }
  }

  const windowOf = (key: string, now: number): Window => {
    const known = windows.get(key)
    if (known && !isOver(known, now)) return known
    windows.delete(key)
    const opened = { startedAt: now, count: 0 }
    windows.set(key, opened)
    return opened
  }

  return {
    count: (key, limit) => {
      const now = clock()
      forgetEnded(now)
      const window = windowOf(key, now)
      window.count += 1
      return {
        limit,
        remaining: Math.max(0, limit - window.count),
        resetIn: Math.ceil((window.startedAt + WINDOW - now) / 1000),
        isExceeded: window.count > limit,
      }
    },
    reset: () => windows.clear(),
    size: () => windows.size,
  }
}

/** A window that begins in the future is over as well: the clock was set back. */
function isOver({ startedAt }: Window, now: number): boolean {
  return now >= startedAt + WINDOW || now < startedAt
}
