/**
 * The time of the market under a clock (ms since the epoch) that a switch sets off by `offset` (s). A
 * market cannot go back: it stays as far ahead as the clock was once, never behind, and goes on.
 */
export function marketClock(clock: () => number, offset: () => number): () => number {
  let ahead = 0
  return () => {
    ahead = Math.max(ahead, offset())
    return clock() + ahead * 1000
  }
}
