import type { JsonInit } from '@etagged/core'
import type { Query } from '@tanstack/react-query'
import type { RetryDelay } from './retry.ts'

/** What core is asked for one stored response. */
export interface QueryRequest {
  readonly url: string
  /** The endpoint's schema, policy and tags. */
  readonly init: Pick<JsonInit<unknown>, 'schema' | 'policy' | 'tags'>
}

/** One stored response, and what a query shows of it. */
export interface Part {
  readonly request: QueryRequest
  readonly data: unknown
}

/** What a query is made of. It travels in the query's `meta`, so that the query can be seeded. */
export interface QuerySource {
  /** The endpoint's. */
  readonly path: string
  /** What the query shows first. */
  readonly first: QueryRequest
  /** The query's data while it shows only that. */
  readonly dataOf: (first: unknown) => unknown
  /** What data of the query consist of, in order; without data the first, which has none. */
  readonly partsOf: (data: unknown) => readonly Part[]
  /** The data with another part at this place. */
  readonly withPart: (data: unknown, index: number, part: unknown) => unknown
  /** The wait before another attempt, if the query has its own. */
  readonly retryDelay: RetryDelay | undefined
}

const sources = new WeakSet<object>()

/** Marks it as ours: `meta` is the app's to write. */
export function querySource(source: QuerySource): QuerySource {
  sources.add(source)
  return source
}

/** A query that shows one response. */
export function oneResponse(
  path: string,
  request: QueryRequest,
  retryDelay: RetryDelay | undefined,
): QuerySource {
  return querySource({
    path,
    first: request,
    dataOf: (data) => data,
    partsOf: (data) => [{ request, data }],
    withPart: (_, __, part) => part,
    retryDelay,
  })
}

/** What each query was first made of. */
const firstSources = new WeakMap<object, QuerySource>()

/**
 * The source of a query that `query()` or `infinite()` made; `undefined` for every other query. If
 * several endpoints with one path and different schemas share a query, it is that of the first: with
 * that of whoever rendered last, their data would be fresh and stale by turns.
 */
export function sourceOf(query: Pick<Query, 'meta'>): QuerySource | undefined {
  const first = firstSources.get(query)
  if (first !== undefined) return first
  const carried = query.meta?.['etagged']
  if (!isSource(carried)) return undefined
  firstSources.set(query, carried)
  return carried
}

function isSource(value: unknown): value is QuerySource {
  return typeof value === 'object' && value !== null && sources.has(value)
}
