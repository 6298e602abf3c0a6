import type { Seconds, StoredMetadata } from './stored-response.ts'

export interface EarlyRefreshQuestion {
  /** Freshness left. */
  readonly ttl: Seconds
  /** β: how eager; 0 is never. */
  readonly eagerness: number
  /** A random number above 0, at most 1. */
  readonly draw: number
}

/**
 * Should this fresh response be validated before its time, so that not all who share its origin come
 * at the moment of its end? XFetch (Vattani, Chierichetti, Lowenstein 2015): yes if
 * `now − Δ·β·ln(draw) ≥ expiry`, where Δ is how long the last exchange took.
 */
export function refreshesEarly(
  { requestTime, responseTime }: StoredMetadata,
  { ttl, eagerness, draw }: EarlyRefreshQuestion,
): boolean {
  if (eagerness <= 0) return false
  const exchangeTime = Math.max(0, responseTime - requestTime)
  return -exchangeTime * eagerness * Math.log(draw) >= ttl
}
