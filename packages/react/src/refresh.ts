import type { QueryClient, QueryFilters } from '@tanstack/react-query'
import { KEY } from './query-key.ts'
import { unwant, want } from './urgency.ts'

/**
 * Validates at a user's wish: whatever is fresh, and without waiting for the origin's rate limit.
 * Options of a query name that one, filters all that match. Resolves when the answers are there; how each
 * query fared, its own state tells.
 *
 * @param filters by default all queries of etagged that are looked at
 */
export async function refresh(
  queryClient: QueryClient,
  filters: QueryFilters = { queryKey: [KEY], type: 'active' },
): Promise<void> {
  // As filters, options without parameters would match the queries of all parameters.
  const exact = 'queryFn' in filters
  const found = new Set(queryClient.getQueryCache().findAll({ exact, ...filters }))
  for (const query of found) want(query)
  try {
    await queryClient.refetchQueries({ predicate: (query) => found.has(query) })
  } finally {
    for (const query of found) unwant(query)
  }
}
