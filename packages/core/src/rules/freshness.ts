import { MAX_DELTA_SECONDS } from '../http/cache-control.ts'
import { fieldValue } from '../http/fields.ts'
import { parseHttpDate } from '../http/http-date.ts'
import { correctedInitialAge, dateValue } from './age.ts'
import { isHeuristicallyCacheable } from './cacheable-status.ts'
import { shortened } from './jitter.ts'
import type { ResolvedPolicy } from './policy.ts'
import {
  hasResponseDirective,
  needsValidation,
  permits,
  responseDeltaSeconds,
} from './response-directives.ts'
import type { Seconds, StoredMetadata } from './stored-response.ts'

/** What a freshness lifetime was taken from. */
export type LifetimeSource = 's-maxage' | 'max-age' | 'expires' | 'assumed' | 'heuristic' | 'none'

/** For how long a response is fresh, and what says so (RFC 9111 §4.2.1). */
export interface Lifetime {
  /** It is fresh while its age is below so many. */
  readonly seconds: Seconds
  /** What they were taken from. */
  readonly because: LifetimeSource
}

/** For how long is the response fresh? (RFC 9111 §4.2.1) */
export function freshnessLifetime(stored: StoredMetadata, policy: ResolvedPolicy): Lifetime {
  return explicitLifetime(stored, policy) ?? impliedLifetime(stored, policy)
}

const none: Lifetime = { seconds: 0, because: 'none' }

/** s-maxage counts in a shared cache only (RFC 9111 §5.2.2.10). */
function explicitLifetime(stored: StoredMetadata, { mode }: ResolvedPolicy): Lifetime | undefined {
  for (const because of mode === 'shared' ? (['s-maxage', 'max-age'] as const) : maxAgeAlone) {
    const seconds = responseDeltaSeconds(stored, because)
    if (seconds !== undefined) return { seconds, because }
  }
  const expires = fieldValue(stored.fields, 'expires')
  if (expires === undefined) return undefined
  return { seconds: untilExpires(stored, expires), because: 'expires' }
}

const maxAgeAlone = ['max-age'] as const

/** An unreadable Expires means already expired (RFC 9111 §5.3). */
function untilExpires(stored: StoredMetadata, expires: string): Seconds {
  const instant = parseHttpDate(expires, stored.responseTime)
  return instant === undefined ? 0 : Math.max(0, instant - dateValue(stored))
}

/** What app and heuristics make of a response that says nothing of its lifetime. */
function impliedLifetime(stored: StoredMetadata, policy: ResolvedPolicy): Lifetime {
  if (needsValidation(stored) || hasResponseDirective(stored, 's-maxage')) return none
  if (policy.assumeFresh > 0) {
    return { seconds: Math.min(policy.assumeFresh, MAX_DELTA_SECONDS), because: 'assumed' }
  }
  return policy.heuristicFreshness ? heuristicLifetime(stored) : none
}

/** A tenth of the time since the last modification (RFC 9111 §4.2.2). */
function heuristicLifetime(stored: StoredMetadata): Lifetime {
  const field = fieldValue(stored.fields, 'last-modified')
  const isAllowed = isHeuristicallyCacheable(stored.status) || permits(stored, 'public')
  if (field === undefined || !isAllowed) return none
  const lastModified = parseHttpDate(field, stored.responseTime)
  if (lastModified === undefined) return none
  return { seconds: Math.max(0, dateValue(stored) - lastModified) / 10, because: 'heuristic' }
}

/**
 * The instant at which the response stops being fresh, in seconds since the epoch: before its arrival, if it was stale by then
 * (RFC 9111 §4.2.4 counts staleness from there). One that must be validated in any case (`no-cache`,
 * or invalidated by a write) was never fresh: the answer then is its arrival.
 */
export function freshUntil(stored: StoredMetadata, policy: ResolvedPolicy): Seconds {
  const last = lastFound.get(stored)
  if (last?.policy === policy) return last.until
  const until = endOfFreshness(stored, policy)
  lastFound.set(stored, { policy, until })
  return until
}

/** A stored response never changes, and is judged several times at each use: by one policy, as a rule the client's own. */
const lastFound = new WeakMap<
  StoredMetadata,
  { readonly policy: ResolvedPolicy; readonly until: Seconds }
>()

function endOfFreshness(stored: StoredMetadata, policy: ResolvedPolicy): Seconds {
  if (stored.invalidated || needsValidation(stored)) return stored.responseTime
  const { seconds } = freshnessLifetime(stored, policy)
  return stored.responseTime + shortened(seconds, stored, policy) - correctedInitialAge(stored)
}
