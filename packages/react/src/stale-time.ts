import type { Answer } from '@etagged/core'
import type { Query } from '@tanstack/react-query'
import { ownerOf } from './query-owner.ts'
import { type Part, sourceOf } from './query-source.ts'

/** Else every component that mounts right after a validation would ask once more. Milliseconds. */
const LEAST_AFTER_VALIDATION = 1000

/** Seconds since the epoch, by data: the last that memory, or the disk, said of it. */
const lastKnown = new WeakMap<object, number>()

/** Memory may have no room for what comes from disk. */
export function noteFreshness({ data, freshness }: Answer<unknown>): void {
  if (isObject(data)) lastKnown.set(data, freshness.freshUntil)
}

/**
 * Milliseconds from `dataUpdatedAt` for which the query's data is fresh, by the freshness of its
 * response, or of that of its pages which ends first. 0 for data that is not core's: an optimistic
 * edit is to be replaced.
 */
export function staleTimeOf(query: Pick<Query, 'meta' | 'state'>): number {
  const { data, dataUpdatedAt } = query.state
  const parts = sourceOf(query)?.partsOf(data) ?? []
  const ends = parts.map((part) => freshUntilOf(query, part) ?? -Infinity)
  const freshUntil = Math.min(...ends)
  if (!Number.isFinite(freshUntil)) return 0
  return Math.max(freshUntil * 1000 - dataUpdatedAt, LEAST_AFTER_VALIDATION)
}

function freshUntilOf(query: object, { request, data }: Part): number | undefined {
  const held = ownerOf(query)?.peekMemory(request.url, request.init)
  // Memory says nothing while a page wakes, and TanStack asks just then: every focus would validate
  // what is fresh.
  if (held === undefined) return isObject(data) ? lastKnown.get(data) : undefined
  if (held.data !== data) return undefined
  noteFreshness(held)
  return held.freshness.freshUntil
}

function isObject(data: unknown): data is object {
  return typeof data === 'object' && data !== null
}
