import { type Endpoint, UsageError } from '@etagged/core'
import type { QueryRequest } from './query-source.ts'

/** Parameters that make no URL: the query fails with this, and nothing is sent. */
export interface RefusedRequest {
  readonly refused: UsageError
}

/** The request of an endpoint with these parameters. Never throws: rendering must go on. */
export function queryRequest<Params, Data>(
  endpoint: Endpoint<Params, Data>,
  params: Params,
): QueryRequest | RefusedRequest {
  try {
    return requestOf(endpoint, params)
  } catch (error) {
    if (error instanceof UsageError) return { refused: error }
    throw error
  }
}

/** @throws UsageError for parameters that the endpoint refuses */
export function requestOf<Params, Data>(
  endpoint: Endpoint<Params, Data>,
  params: Params,
): QueryRequest {
  const { response: schema, policy = {} } = endpoint
  const url = endpoint.url(params)
  if (endpoint.tags === undefined) return { url, init: { schema, policy } }
  const tags = (data: unknown) => endpoint.tags?.(params, data as Data) ?? []
  return { url, init: { schema, policy, tags } }
}
