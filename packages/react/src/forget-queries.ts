import type { Query, QueryCache, QueryClient } from '@tanstack/react-query'

/** The queries of one session. */
export function forgetScope(queryClient: QueryClient, scope: string): void {
  const queryCache = queryClient.getQueryCache()
  for (const query of queryCache.getAll()) {
    if (query.queryHash.startsWith(scope)) forgetQuery(queryCache, query)
  }
}

/** All that a QueryClient holds, the app's own queries, too. */
export function forgetAll(queryClient: QueryClient): void {
  const queryCache = queryClient.getQueryCache()
  for (const query of queryCache.getAll()) forgetQuery(queryCache, query)
}

/** A cancelled flight, as it ends, starts a timer that holds the removed query for its `gcTime`. */
function forgetQuery(queryCache: QueryCache, query: Query): void {
  void query.cancel({ silent: true })
  queryCache.remove(query)
  query.setData(undefined, { manual: true })
}
