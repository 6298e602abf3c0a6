import type { Query, QueryFunctionContext } from '@tanstack/react-query'
import { clientOf } from './connect.ts'
import type { QuerySource } from './query-source.ts'

/**
 * Shows what is stored for a query without data, within the flight that then validates it: one
 * flight, one request. Data that is still fresh ends the flight without any; it is returned.
 */
export async function showStored(
  query: Query,
  { first, dataOf }: QuerySource,
  { client: queryClient, queryKey, signal }: QueryFunctionContext,
): Promise<unknown> {
  const held = await clientOf(queryClient).peek(first.url, first.init)
  if (held === undefined || signal.aborted) return undefined
  const { validatedAt, ttl } = held.freshness
  const data = queryClient.setQueryData(queryKey, dataOf(held.data), {
    updatedAt: validatedAt * 1000,
  })
  if (ttl <= 0) return undefined
  // Returning alone would date the data to now: the reverted flight keeps the stored instant.
  void query.cancel({ revert: true })
  return data
}
