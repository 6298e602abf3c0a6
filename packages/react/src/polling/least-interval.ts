import { type Etagged, StatusError } from '@etagged/core'
import type { Query } from '@tanstack/react-query'
import { namedUrl } from '../named-request.ts'
import { ownerOf } from '../query-owner.ts'
import { sourceOf } from '../query-source.ts'
import { staleTimeOf } from '../stale-time.ts'

/** A query of TanStack, as far as it is looked at. */
export type PolledQuery = Pick<Query, 'meta' | 'state' | 'isActive'>

/** Those that were ever asked about, for each cache. */
const polled = new WeakMap<Etagged, Set<WeakRef<PolledQuery>>>()

/**
 * Milliseconds before which nothing may be asked: the response is fresh, or the origin asked for a
 * pause, or it counts requests.
 */
export function leastInterval(query: PolledQuery, now: number): number {
  const { dataUpdatedAt, error } = query.state
  const freshFor = dataUpdatedAt + staleTimeOf(query) - now
  const pause = error instanceof StatusError ? (error.retryAfter ?? 0) * 1000 : 0
  return Math.max(freshFor, pause, pacedBy(query))
}

/** The pace that the quota allows, as many times as there are queries to share it. */
function pacedBy(query: PolledQuery): number {
  const client = ownerOf(query)
  const pace = paceOf(query, client)
  if (client === undefined || pace === 0) return 0
  const known = polled.get(client) ?? new Set()
  polled.set(client, known)
  let sharing = 0
  let isKnown = false
  for (const reference of known) {
    const other = reference.deref()
    if (other === undefined) known.delete(reference)
    else if (other === query) isKnown = true
    else if (other.isActive() && isAlike(paceOf(other, client), pace)) sharing++
  }
  if (!isKnown) known.add(new WeakRef(query))
  return pace * (sharing + 1) * 1000
}

/** Requests of one bucket have one pace, but for the time between two looks at it. */
function isAlike(one: number, other: number): boolean {
  return Math.abs(one / other - 1) < 0.01
}

function paceOf(query: PolledQuery, client: Etagged | undefined): number {
  const source = sourceOf(query)
  if (client?.quota === undefined || source === undefined) return 0
  const url = namedUrl(client, source.first)
  return url === undefined ? 0 : client.quota.paceOf(url)
}
