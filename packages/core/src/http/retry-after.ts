import { parseDeltaSeconds } from './cache-control.ts'
import { parseHttpDate } from './http-date.ts'

/**
 * Seconds until the next attempt is welcome: delta-seconds or an HTTP-date (RFC 9110 §10.2.3).
 * `undefined` for anything else.
 *
 * @param now seconds since the epoch, from which a date is counted; one that has passed is 0
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined
  const date = parseHttpDate(value, now)
  return parseDeltaSeconds(value) ?? (date === undefined ? undefined : Math.max(0, date - now))
}
