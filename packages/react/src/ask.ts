import type { Etagged } from '@etagged/core'
import type { QueryFunctionContext } from '@tanstack/react-query'
import { clientOf } from './connect.ts'
import { assertFlightLasts } from './flight-session.ts'
import type { QueryRequest } from './query-source.ts'
import { takeTurn } from './take-turn.ts'

type Context = Pick<QueryFunctionContext, 'client' | 'queryKey' | 'signal'>

/**
 * Asks core for one response of a query: once the origin's rate limit has room for it, if it is to be
 * sent at all.
 * @param cache `no-cache` validates, `default` takes what is fresh
 * @throws SessionEndedError when the session in which the flight began has ended
 */
export async function ask(
  path: string,
  request: QueryRequest,
  context: Context,
  cache: 'no-cache' | 'default',
): Promise<unknown> {
  const client = clientOf(context.client)
  const { signal } = context
  const { url, init } = request
  assertFlightLasts(client, signal)
  const isSent = cache === 'no-cache' || !(await isFresh(client, request))
  assertFlightLasts(client, signal)
  const leave = isSent ? await takeTurn(client, path, url, context) : undefined
  try {
    assertFlightLasts(client, signal)
    const { data } = await client.json(url, { ...init, signal, cache })
    return data
  } finally {
    leave?.()
  }
}

/** Whether it needs no request, where that is worth knowing. */
async function isFresh(client: Etagged, { url, init }: QueryRequest): Promise<boolean> {
  if (client.quota === undefined) return false
  const held = await client.peek(url, init)
  return held !== undefined && held.freshness.ttl > 0
}
