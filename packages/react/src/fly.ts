import { type Etagged, SessionEndedError } from '@etagged/core'
import type { Query, QueryFunction, QueryFunctionContext } from '@tanstack/react-query'
import { clientOf } from './connect.ts'
import { showStored } from './first-data.ts'
import { assertFlightLasts, withinSession } from './flight-session.ts'
import { forgetCallers } from './forget-callers.ts'
import { pause } from './pause.ts'
import type { EtaggedQueryKey } from './query-key.ts'
import { sourceOf } from './query-source.ts'
import { noteFailure, retryDelay, waitBeforeRetry } from './retry.ts'
import { scopeOf } from './session-scope.ts'
import { spreadDelay } from './spread.ts'

/** One flight of a query, from first data to the answer: TanStack's `persister`. */
export async function fly<Data>(
  queryFn: QueryFunction<Data, EtaggedQueryKey>,
  context: QueryFunctionContext<EtaggedQueryKey>,
  query: Query,
): Promise<Data> {
  const client = clientOf(context.client)
  // Somebody has kept it for longer than its session.
  if (!query.queryHash.startsWith(scopeOf(client.session))) throw new SessionEndedError()
  assertFlightLasts(client, context.signal)
  forgetCallers(query, context.signal)
  return withinSession(client, () => stages(client, queryFn, context, query))
}

async function stages<Data>(
  client: Etagged,
  queryFn: QueryFunction<Data, EtaggedQueryKey>,
  context: QueryFunctionContext<EtaggedQueryKey>,
  query: Query,
): Promise<Data> {
  const { client: queryClient, queryKey, signal } = context
  const source = sourceOf(query)
  // At once: that it began with others is known in this turn only.
  const delay = query.state.data === undefined ? undefined : refreshDelay(query)
  if (query.state.data === undefined && source !== undefined) {
    const fresh = await showStored(query, source, client, signal)
    if (fresh !== undefined) return fresh as Data
  }
  if (delay !== undefined) await pause(delay, signal)
  // The app's, by key or for all: the query's own options say 0.
  const defaults = queryClient.defaultQueryOptions({ queryKey })
  const retrying = source?.retryDelay ?? defaults.retryDelay ?? retryDelay
  await waitBeforeRetry(query, retrying, signal)
  return attempt(() => queryFn(context))
}

async function attempt<Data>(ask: () => Data | Promise<Data>): Promise<Data> {
  try {
    return await ask()
  } catch (error) {
    noteFailure(error)
    throw error
  }
}

/** Milliseconds; `undefined`: not even for a turn of the event loop. */
function refreshDelay(query: Query): number | undefined {
  const { isInvalidated, status } = query.state
  const delay = spreadDelay(query.isActive())
  // What invalidated it may name it twice in this turn: the first flight is cancelled before it asks.
  return delay > 0 || (isInvalidated && status === 'success') ? delay : undefined
}
