import { deltaSeconds, MAX_DELTA_SECONDS, parseCacheControl } from '../http/cache-control.ts'
import { fieldValue } from '../http/fields.ts'
import { parseHttpDate } from '../http/http-date.ts'
import { correctedInitialAge, dateValue } from './age.ts'
import type { ResolvedPolicy } from './policy.ts'
import type { Seconds, StoredMetadata } from './stored-response.ts'

/** What a freshness lifetime was taken from. */
export type LifetimeSource = 'max-age' | 'expires' | 'assumed' | 'none'

export interface Lifetime {
  readonly seconds: Seconds
  readonly because: LifetimeSource
}

/** For how long is the response fresh? (RFC 9111 §4.2.1, as a private cache: no s-maxage) */
export function freshnessLifetime(stored: StoredMetadata, policy: ResolvedPolicy): Lifetime {
  const directives = parseCacheControl(fieldValue(stored.fields, 'cache-control'))
  const maxAge = deltaSeconds(directives, 'max-age')
  if (maxAge !== undefined) return { seconds: maxAge, because: 'max-age' }
  const expires = fieldValue(stored.fields, 'expires')
  if (expires !== undefined) return { seconds: untilExpires(stored, expires), because: 'expires' }
  const silent = !directives.has('no-cache') && !directives.has('s-maxage')
  if (silent && policy.assumeFresh > 0) {
    return { seconds: Math.min(policy.assumeFresh, MAX_DELTA_SECONDS), because: 'assumed' }
  }
  return { seconds: 0, because: 'none' }
}

/** An unreadable Expires means already expired (RFC 9111 §5.3). */
function untilExpires(stored: StoredMetadata, expires: string): Seconds {
  const instant = parseHttpDate(expires, stored.responseTime)
  return instant === undefined ? 0 : Math.max(0, instant - dateValue(stored))
}

/**
 * The instant at which the response stops being fresh. One that must be validated in any case
 * (`no-cache`, or invalidated by a write) was never fresh: the answer then is its arrival.
 */
export function freshUntil(stored: StoredMetadata, policy: ResolvedPolicy): Seconds {
  if (stored.invalidated || hasResponseDirective(stored, 'no-cache')) return stored.responseTime
  const { seconds } = freshnessLifetime(stored, policy)
  return stored.responseTime + Math.max(0, seconds - correctedInitialAge(stored))
}

/** Does the response's `Cache-Control` carry this directive? */
export function hasResponseDirective(stored: StoredMetadata, name: string): boolean {
  const value = fieldValue(stored.fields, 'cache-control')
  return value !== undefined && parseCacheControl(value).has(name)
}

/** The delta-seconds of one of the response's cache directives, `undefined` when it has none. */
export function responseDeltaSeconds(stored: StoredMetadata, name: string): Seconds | undefined {
  return deltaSeconds(parseCacheControl(fieldValue(stored.fields, 'cache-control')), name)
}
