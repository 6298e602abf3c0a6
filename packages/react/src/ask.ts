import type { Etagged } from '@etagged/core'
import type { QueryFunctionContext } from '@tanstack/react-query'
import { clientOf } from './connect.ts'
import { assertFlightLasts } from './flight-session.ts'
import { queryOf } from './query-of.ts'
import type { QueryRequest } from './query-source.ts'
import { urgencyOf } from './urgency.ts'

type Context = Pick<QueryFunctionContext, 'client' | 'queryKey' | 'signal'>

/**
 * Asks core for one response of a query, once the origin's rate limit has room for it.
 * @param cache `no-cache` validates, `default` takes what is fresh
 * @throws SessionEndedError when the session in which the flight began has ended
 */
export async function ask(
  path: string,
  { url, init }: QueryRequest,
  context: Context,
  cache: 'no-cache' | 'default',
): Promise<unknown> {
  const client = clientOf(context.client)
  const { signal } = context
  assertFlightLasts(client, signal)
  const leave = await takeTurn(client, path, url, context)
  try {
    assertFlightLasts(client, signal)
    const { data } = await client.json(url, { ...init, signal, cache })
    return data
  } finally {
    leave?.()
  }
}

function takeTurn(
  client: Etagged,
  path: string,
  url: string,
  { client: queryClient, queryKey, signal }: Context,
): Promise<() => void> | undefined {
  return client.quota?.turn({
    method: 'GET',
    url: client.urlOf(url),
    path,
    urgency() {
      const query = queryOf(queryClient, queryKey)
      return query === undefined ? 'background' : urgencyOf(query)
    },
    signal,
  })
}
