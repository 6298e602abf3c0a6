import type { Etagged } from '@etagged/core'
import { focusManager, type QueryFunctionContext } from '@tanstack/react-query'
import { queryOf } from './query-of.ts'
import { urgencyOf } from './urgency.ts'

/** Waits until the origin's rate limit has room for a request of a query; the returned function ends its turn. */
export async function takeTurn(
  etagged: Etagged,
  path: string,
  url: string,
  { client, queryKey, signal }: Pick<QueryFunctionContext, 'client' | 'queryKey' | 'signal'>,
): Promise<(() => void) | undefined> {
  const { quota } = etagged
  if (quota === undefined) return undefined
  const look = (): void => quota.look()
  const stops = [
    focusManager.subscribe(look),
    client.getQueryCache().subscribe(({ type }) => {
      if (type === 'observerAdded') look()
    }),
  ]
  try {
    return await quota.turn({
      method: 'GET',
      url: etagged.urlOf(url),
      path,
      urgency() {
        const query = queryOf(client, queryKey)
        return query === undefined ? 'background' : urgencyOf(query)
      },
      signal,
    })
  } finally {
    for (const stop of stops) stop()
  }
}
