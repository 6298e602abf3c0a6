import type { Query, QueryFunction, QueryFunctionContext } from '@tanstack/react-query'
import { clientOf } from './connect.ts'
import type { EtaggedQueryKey } from './query-key.ts'
import { requestOf } from './query-request.ts'
import { retryDelay, waitBeforeRetry } from './retry.ts'

/**
 * A query without data first shows what is stored, within the flight that then validates it: one
 * flight, one request. Stored data that is still fresh ends the flight without any.
 */
export async function firstData<Data>(
  queryFn: QueryFunction<Data, EtaggedQueryKey>,
  context: QueryFunctionContext<EtaggedQueryKey>,
  query: Query,
): Promise<Data> {
  const request = requestOf(query)
  if (query.state.data === undefined && request !== undefined) {
    const { client: queryClient, queryKey, signal } = context
    const { url, schema, policy } = request
    const held = await clientOf(queryClient).peek(url, { schema, policy })
    if (held !== undefined && !signal.aborted) {
      const { validatedAt, ttl } = held.freshness
      queryClient.setQueryData(queryKey, held.data, { updatedAt: validatedAt * 1000 })
      if (ttl > 0) {
        // Returning alone would date the data to now: the reverted flight keeps the stored instant.
        void query.cancel({ revert: true })
        return held.data as Data
      }
    }
  }
  const defaults = context.client.getDefaultOptions().queries
  const delay = request?.retryDelay ?? defaults?.retryDelay ?? retryDelay
  await waitBeforeRetry(query, delay, context.signal)
  return queryFn(context)
}
