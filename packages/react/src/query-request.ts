import { type Endpoint, type Policy, type Schema, UsageError } from '@etagged/core'
import type { Query } from '@tanstack/react-query'
import type { RetryDelay } from './retry.ts'

/** What a query asks core for. It travels in the query's `meta`, so that the query can be seeded. */
export interface QueryRequest {
  readonly url: string
  readonly schema: Schema
  readonly policy: Policy
  /** The endpoint's tags for data, if it gives any. */
  readonly tags: ((data: unknown) => readonly string[]) | undefined
  /** The wait before another attempt, if the query has its own. */
  readonly retryDelay: RetryDelay | undefined
}

/** Parameters that make no URL: the query fails with this, and nothing is sent. */
export interface RefusedRequest {
  readonly refused: UsageError
}

const requests = new WeakSet<object>()

/** The request of an endpoint with these parameters. Never throws: rendering must go on. */
export function queryRequest<Params, Data>(
  endpoint: Endpoint<Params, Data>,
  params: Params,
  retryDelay?: RetryDelay,
): QueryRequest | RefusedRequest {
  try {
    const { response: schema, policy = {} } = endpoint
    const tags = endpoint.tags && ((data: unknown) => endpoint.tags?.(params, data as Data) ?? [])
    const request = { url: endpoint.url(params), schema, policy, tags, retryDelay }
    requests.add(request)
    return request
  } catch (error) {
    if (error instanceof UsageError) return { refused: error }
    throw error
  }
}

/** The request of a query that `query()` made; `undefined` for every other query. */
export function requestOf({ meta }: Pick<Query, 'meta'>): QueryRequest | undefined {
  const carried = meta?.['etagged']
  return isQueryRequest(carried) ? carried : undefined
}

function isQueryRequest(value: unknown): value is QueryRequest {
  return typeof value === 'object' && value !== null && requests.has(value)
}
