import type { QueryClient, QueryFilters } from '@tanstack/react-query'
import { KEY } from './query-key.ts'
import { unwant, want } from './urgency.ts'

/**
 * Validates at a user's wish: whatever is fresh, and without waiting for the origin's rate limit.
 * Options of a query are filters that name it; by default all queries that are looked at.
 */
export async function refresh(
  queryClient: QueryClient,
  filters: QueryFilters = { queryKey: [KEY], type: 'active' },
): Promise<void> {
  const found = new Set(queryClient.getQueryCache().findAll(filters))
  for (const query of found) want(query)
  try {
    await queryClient.refetchQueries({ predicate: (query) => found.has(query) })
  } finally {
    for (const query of found) unwant(query)
  }
}
