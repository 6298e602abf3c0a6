/** The clock of a cache as somebody sees it who hears its events: it may be ahead, or stand still. */
export interface CacheTime {
  /** @param at the instant by that clock; seconds since the epoch */
  readonly hear: (at: number) => void
  readonly now: () => number
}

export function createCacheTime(): CacheTime {
  let offset = Date.now() / 1000 - elapsed()
  return {
    hear(at) {
      offset = at - elapsed()
    },
    now: () => offset + elapsed(),
  }
}

function elapsed(): number {
  return performance.now() / 1000
}
