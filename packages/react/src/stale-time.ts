import type { Query } from '@tanstack/react-query'
import { ownerOf } from './query-owner.ts'
import { requestOf } from './query-request.ts'

/** Else every component that mounts right after a validation would ask once more. Milliseconds. */
const LEAST_AFTER_VALIDATION = 1000

/** Seconds since the epoch, by data: the last that memory said of it. */
const lastKnown = new WeakMap<object, number>()

/**
 * Milliseconds from `dataUpdatedAt` for which the query's data is fresh, by the response's own
 * freshness. 0 for data that is not core's: an optimistic edit is to be replaced.
 */
export function staleTimeOf(query: Pick<Query, 'meta' | 'state'>): number {
  const { data, dataUpdatedAt } = query.state
  const freshUntil = freshUntilOf(query, data)
  if (freshUntil === undefined) return 0
  return Math.max(freshUntil * 1000 - dataUpdatedAt, LEAST_AFTER_VALIDATION)
}

function freshUntilOf(query: Pick<Query, 'meta'>, data: unknown): number | undefined {
  const request = requestOf(query)
  if (request === undefined) return undefined
  const { url, schema, policy } = request
  const held = ownerOf(query)?.peekMemory(url, { schema, policy })
  const isObject = typeof data === 'object' && data !== null
  // Memory says nothing while a page wakes, and TanStack asks just then: every focus would validate
  // what is fresh.
  if (held === undefined) return isObject ? lastKnown.get(data) : undefined
  if (held.data !== data) return undefined
  if (isObject) lastKnown.set(data, held.freshness.freshUntil)
  return held.freshness.freshUntil
}
