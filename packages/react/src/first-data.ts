import type { Etagged } from '@etagged/core'
import type { Query, QueryCacheNotifyEvent, QueryObserverOptions } from '@tanstack/react-query'
import { assertFlightLasts } from './flight-session.ts'
import type { QuerySource } from './query-source.ts'
import { noteFreshness } from './stale-time.ts'

/** Queries that were reset, and have not asked since. */
const reset = new WeakSet<object>()

/** Hears of resets: a query that was reset looks like one that never had data. */
export function noteReset(event: QueryCacheNotifyEvent): void {
  const { query, action } = event as { query: Query; action?: { state?: unknown } }
  if (action?.state === query.resetState) reset.add(query)
}

/**
 * Shows what is stored for a query without data, within the flight that then validates it: one
 * flight, one request. Data that is still fresh ends the flight without any; it is returned.
 */
export async function showStored(
  query: Query,
  { first, dataOf }: QuerySource,
  client: Etagged,
  signal: AbortSignal,
): Promise<unknown> {
  const held = await client.peek(first.url, first.init)
  assertFlightLasts(client, signal)
  if (held === undefined || signal.aborted) return undefined
  noteFreshness(held)
  const { validatedAt, freshUntil } = held.freshness
  // The app, or another tab, may have given it something meanwhile. To the query itself: its key is
  // another query's in another session.
  if (query.state.data === undefined) {
    query.setData(dataOf(held.data), { updatedAt: validatedAt * 1000, manual: true })
  }
  if (isToBeAsked(query, freshUntil <= validatedAt)) return undefined
  // Returning alone would date the data to now: the reverted flight keeps the stored instant.
  void query.cancel({ revert: true })
  return query.state.data
}

/**
 * Although data is shown: for those who look and are enabled; where nobody looks, for whoever asked last.
 * What else made it ask, as `refetch` of a query that is enabled, TanStack does not tell.
 * @param isDoubtful a write, or the response itself, wants it validated
 */
function isToBeAsked(query: Query, isDoubtful: boolean): boolean {
  const { observers } = query
  const asking =
    observers.length === 0
      ? [query]
      : observers.filter(({ options }) => valueOf(options.enabled, query) !== false)
  // Nothing but a call makes those ask that are not enabled.
  if (reset.delete(query) || asking.length === 0) return true
  return asking.some(({ options }) => {
    const { staleTime, refetchOnMount } = options as QueryObserverOptions
    const valid = valueOf(staleTime, query)
    if (valid === 'static') return false
    return isDoubtful || query.isStaleByTime(valid) || valueOf(refetchOnMount, query) === 'always'
  })
}

function valueOf<T extends boolean | number | string | undefined>(
  option: T | ((query: Query) => T),
  query: Query,
): T {
  return typeof option === 'function' ? option(query) : option
}
