import type { Query, QueryFunctionContext } from '@tanstack/react-query'
import { clientOf } from './connect.ts'
import { assertFlightLasts } from './flight-session.ts'
import type { QuerySource } from './query-source.ts'

/**
 * Shows what is stored for a query without data, within the flight that then validates it: one
 * flight, one request. Data that is still fresh ends the flight without any; it is returned.
 */
export async function showStored(
  query: Query,
  { first, dataOf }: QuerySource,
  { client: queryClient, signal }: Pick<QueryFunctionContext, 'client' | 'signal'>,
): Promise<unknown> {
  const client = clientOf(queryClient)
  const held = await client.peek(first.url, first.init)
  assertFlightLasts(client, signal)
  if (held === undefined || signal.aborted) return undefined
  const { validatedAt, ttl } = held.freshness
  // To the query itself: its key is another query's in another session.
  const data = query.setData(dataOf(held.data), { updatedAt: validatedAt * 1000, manual: true })
  if (ttl <= 0) return undefined
  // Returning alone would date the data to now: the reverted flight keeps the stored instant.
  void query.cancel({ revert: true })
  return data
}
