import type { QueryFunctionContext } from '@tanstack/react-query'
import { clientOf } from './connect.ts'
import { assertFlightLasts } from './flight-session.ts'
import type { QueryRequest } from './query-source.ts'
import { takeTurn } from './take-turn.ts'

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
