import type { Query } from '@tanstack/react-query'
import { ownerOf } from './query-owner.ts'
import { requestOf } from './query-request.ts'

/** Else every component that mounts right after a validation would ask once more. Milliseconds. */
const LEAST_AFTER_VALIDATION = 1000

/**
 * Milliseconds from `dataUpdatedAt` for which the query's data is fresh, by the response's own
 * freshness. 0 for data that is not core's: an optimistic edit is to be replaced.
 */
export function staleTimeOf(query: Pick<Query, 'meta' | 'state'>): number {
  const request = requestOf(query)
  if (request === undefined) return 0
  const { url, schema, policy } = request
  const held = ownerOf(query)?.peekMemory(url, { schema, policy })
  if (held === undefined || held.data !== query.state.data) return 0
  const { freshUntil } = held.freshness
  return Math.max(freshUntil * 1000 - query.state.dataUpdatedAt, LEAST_AFTER_VALIDATION)
}
