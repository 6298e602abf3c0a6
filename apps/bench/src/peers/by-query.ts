import type { QueryClient } from '@tanstack/react-query'
import type { Reader } from './reader.ts'
import { uncached } from './uncached.ts'

/** Reads as a query that is stale at once. */
export function byQuery(queryClient: QueryClient): Reader {
  return {
    read: (url) =>
      queryClient.fetchQuery({
        queryKey: [url],
        queryFn: () => uncached.read(url),
        staleTime: 0,
      }),
  }
}
