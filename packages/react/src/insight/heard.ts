import type { CacheEvent, Etagged, RequestEvent } from '@etagged/core'

/** What a client was heard to say last of one URL. Another object whenever it says something more. */
export interface Heard {
  /** The last request that was answered. */
  readonly request: RequestEvent | undefined
}

/** An external store of what a client says of its URLs. */
export interface HeardStore {
  readonly of: (url: string) => Heard | undefined
  readonly subscribe: (listener: () => void) => () => void
}

/** Of so many URLs the ones not heard of for the longest time are forgotten. */
const MOST_URLS = 500

const stores = new WeakMap<Etagged, HeardStore>()

/** Listens to a client from the first call on. */
export function heardOf(client: Etagged): HeardStore {
  const store = stores.get(client) ?? listenTo(client)
  stores.set(client, store)
  return store
}

function listenTo(client: Etagged): HeardStore {
  const byUrl = new Map<string, Heard>()
  const listeners = new Set<() => void>()

  function note(url: string, event: CacheEvent): void {
    const request = event.type === 'request' ? event : byUrl.get(url)?.request
    // What was heard last stands last.
    byUrl.delete(url)
    byUrl.set(url, { request })
    const [oldest] = byUrl.keys()
    if (byUrl.size > MOST_URLS && oldest !== undefined) byUrl.delete(oldest)
  }

  client.subscribe((event) => {
    // What a session did is not the next one's to know.
    if (event.type === 'session') byUrl.clear()
    for (const url of urlsOf(event)) note(url, event)
    for (const listener of listeners) listener()
  })

  return {
    of: (url) => byUrl.get(url),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function urlsOf(event: CacheEvent): readonly string[] {
  if (event.type === 'request' || event.type === 'update') return [event.url]
  // Memory has it from then on.
  if (event.type === 'peek') return event.tier === 'disk' ? [event.url] : []
  return event.type === 'invalidation' || event.type === 'removal' ? event.urls : []
}
