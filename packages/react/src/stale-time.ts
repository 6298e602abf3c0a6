import { ownerOf } from './connect.ts'
import type { QueryRequest } from './query-request.ts'

/** Else every component that mounts right after a validation would ask once more. Milliseconds. */
const LEAST_AFTER_VALIDATION = 1000

/** What TanStack's query tells of its data. */
interface QueryWithState {
  readonly state: { readonly data: unknown; readonly dataUpdatedAt: number }
}

/**
 * Milliseconds from `dataUpdatedAt` for which the query's data is fresh, by the response's own
 * freshness. 0 for data that is not core's: an optimistic edit is to be replaced.
 */
export function staleTimeOf(request: QueryRequest, query: QueryWithState): number {
  const { url, schema, policy } = request
  const held = ownerOf(query)?.peekMemory(url, { schema, policy })
  if (held === undefined || held.data !== query.state.data) return 0
  const { freshUntil } = held.freshness
  return Math.max(freshUntil * 1000 - query.state.dataUpdatedAt, LEAST_AFTER_VALIDATION)
}
