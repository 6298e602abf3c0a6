import type { Urgency } from '@etagged/core'
import { focusManager, type Query } from '@tanstack/react-query'
import { ownerOf } from './query-owner.ts'

/** Queries that somebody asked for by hand. */
const wanted = new WeakSet<object>()

/** Until its flight has ended, the query is asked for before all others. */
export function want(query: Query): void {
  wanted.add(query)
  // It may wait already.
  ownerOf(query)?.quota?.look()
}

export function unwant(query: object): void {
  wanted.delete(query)
}

/** How much the next request of a query is wanted, as things are now. */
export function urgencyOf(query: Query): Urgency {
  if (wanted.has(query)) return 'now'
  const { data, fetchFailureCount, fetchMeta } = query.state
  // Somebody looks at nothing, or at a list's end; but whoever was refused before waits like all others.
  const isMissed = data === undefined || fetchMeta?.fetchMore !== undefined
  if (isMissed && fetchFailureCount === 0) return 'now'
  if (!focusManager.isFocused()) return 'hidden'
  return query.isActive() ? 'visible' : 'background'
}
