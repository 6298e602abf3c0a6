import { createEtagged, type ResponseStore } from '@etagged/core'
import { createPersistence } from '@etagged/core/persistence'
import { createIdbStore } from '@etagged/idb'
import { portionsOf } from './portions-of.ts'

/** Room for all that is stored, and for what comes besides. */
export const ROOMY = { maxEntries: 20_000 }

/**
 * Stores texts for this user as answers that stay fresh. The client opens his partition, and the
 * store that it made is filled at once: by a request each, ten thousand would take a minute.
 */
export async function fillPartition(
  user: string,
  stored: readonly (readonly [path: string, text: string])[],
): Promise<void> {
  const { createStore } = createIdbStore(ROOMY)
  const opened = Promise.withResolvers<ResponseStore>()
  const store = createPersistence((context) => {
    const made = createStore(context)
    opened.resolve(made)
    return made
  })
  const client = createEtagged({ baseUrl: location.origin, store })
  await client.signIn(user)
  await client.peek('/opens-the-store')
  await fill(await opened.promise, stored)
  await client.close()
}

/** Puts texts into a store that is open, as answers that stay fresh. */
export async function fill(
  store: ResponseStore,
  stored: readonly (readonly [path: string, text: string])[],
): Promise<void> {
  for (const portion of portionsOf(stored)) {
    await Promise.all(portion.map(([path, text]) => put(store, path, text)))
  }
  await store.flush()
}

/** As the cache stores an answer that has just come. */
export async function put(store: ResponseStore, path: string, content: string): Promise<void> {
  const now = Date.now() / 1000
  await store.put({
    key: storeKey(path),
    url: location.origin + path,
    nominated: [],
    status: 200,
    statusText: '',
    fields: [
      ['etag', '"stored"'],
      ['content-type', 'application/json'],
      ['cache-control', 'max-age=86400'],
    ],
    requestTime: now,
    responseTime: now,
    invalidated: false,
    body: { id: `${path} ${now}`, content, bytes: content.length },
  })
}

export function storeKey(path: string): string {
  return `same-origin GET ${location.origin}${path}`
}
