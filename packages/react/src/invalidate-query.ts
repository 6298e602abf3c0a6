import type { Query, QueryCacheNotifyEvent } from '@tanstack/react-query'

/** Queries that were invalidated while they were asking. */
const due = new WeakSet<Query>()

/** The query is to be asked again, also when the flight that is under way is called off. */
export function invalidate(query: Query): void {
  query.invalidate()
  if (query.state.fetchStatus !== 'idle') due.add(query)
}

/**
 * Whoever calls a flight off makes TanStack put the query back to what it was given meanwhile, as if that
 * had been an answer: what has been invalidated since then would count as valid.
 */
export function keepInvalidated(event: QueryCacheNotifyEvent): void {
  if (event.type !== 'updated') return
  const query = event.query as Query
  const { type } = event.action
  if (type === 'success') due.delete(query)
  else if (type === 'setState' && due.delete(query)) query.invalidate()
}
