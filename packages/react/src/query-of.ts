import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'

/** The query that a key names in the session of this QueryClient; `undefined`: there is none. */
export function queryOf(queryClient: QueryClient, queryKey: QueryKey): Query | undefined {
  // `find` would match those of other sessions in a shared cache: each by a hash of its own.
  const { queryHash } = queryClient.defaultQueryOptions({ queryKey })
  return queryClient.getQueryCache().get(queryHash)
}
