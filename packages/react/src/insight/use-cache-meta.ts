import type { Answer, CacheEvent, Etagged, Freshness, Outcome, RequestEvent } from '@etagged/core'
import { useMemo, useSyncExternalStore } from 'react'
import { namedUrl } from '../named-request.ts'
import { type QuerySource, sourceOf } from '../query-source.ts'
import { useEtagged } from '../use-etagged.ts'

/** What is known of the response that a query shows. */
export interface CacheMeta {
  /** Absolute. */
  readonly url: string
  /** As the origin sent it; `undefined`: none, or none that script can see. */
  readonly etag: string | undefined
  /** `undefined`: memory does not hold it. `age` and `ttl` are those of the last change. Seconds. */
  readonly freshness: Freshness | undefined
  /** What the cache did for the last request, and because of what; `undefined`: none yet. */
  readonly outcome: Outcome | undefined
  /** Where that answer came from. */
  readonly tier: RequestEvent['tier'] | undefined
  /** Seconds until that answer was there. */
  readonly duration: number | undefined
  /** Bytes of its body; of them `received` came over the network. */
  readonly bytes: RequestEvent['bytes'] | undefined
}

/** Query options as `query()` and `infinite()` make them; of pages it is the first that counts. */
export interface CarriesSource {
  readonly meta?: Record<string, unknown> | undefined
}

/**
 * What the cache knows of a query's response, for whoever wants to show it. The component renders
 * when that changes, also on a 304. `undefined` for a query that cannot ask.
 */
export function useCacheMeta(options: CarriesSource): CacheMeta | undefined {
  const client = useEtagged()
  const source = sourceOf({ meta: options.meta })
  const url = source && namedUrl(client, source.first)
  const store = useMemo(
    () => (source === undefined || url === undefined ? noStore : createStore(client, source, url)),
    // Options are made anew at each render; what they ask for is in the URL.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [client, url],
  )
  return useSyncExternalStore(store.subscribe, store.current, store.current)
}

interface Store {
  readonly subscribe: (listener: () => void) => () => void
  readonly current: () => CacheMeta | undefined
}

const noStore: Store = { subscribe: () => () => undefined, current: () => undefined }

function createStore(client: Etagged, { first }: QuerySource, url: string): Store {
  let last: RequestEvent | undefined
  let meta = metaOf(url, client.peekMemory(first.url, first.init), last)

  function isAbout(event: CacheEvent): boolean {
    if (event.type === 'session') return true
    if (event.type === 'invalidation' || event.type === 'removal') return event.urls.includes(url)
    return (event.type === 'request' || event.type === 'update') && event.url === url
  }

  return {
    current: () => meta,
    subscribe: (listener) =>
      client.subscribe((event) => {
        if (!isAbout(event)) return
        if (event.type === 'request') last = event
        meta = metaOf(url, client.peekMemory(first.url, first.init), last)
        listener()
      }),
  }
}

function metaOf(
  url: string,
  held: Answer<unknown> | undefined,
  last: RequestEvent | undefined,
): CacheMeta {
  return {
    url,
    etag: held?.etag,
    freshness: held?.freshness,
    outcome: last?.outcome,
    tier: last?.tier,
    duration: last?.duration,
    bytes: last?.bytes,
  }
}
