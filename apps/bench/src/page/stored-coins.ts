import { createEtagged, type Etagged, type ResponseStore } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { createStore, setMany, type UseStore } from 'idb-keyval'
import { bodyOf, coinPath } from '../origin/bodies.ts'

/** Many enough to show what grows with what is stored. */
export const STORED = 10_000

const PORTION = 500

/** Stores the coins' texts under their paths, as a bare idb-keyval does. */
export async function storeBare(): Promise<void> {
  for (const paths of portions()) {
    await setMany(
      paths.map((path) => [path, textOf(path)]),
      bareStore(),
    )
  }
}

/** Stores the coins as answers of a network. */
export async function storeByCache(): Promise<void> {
  const fields = { etag: '"stored"', 'content-type': 'application/json' }
  const client = openClient((input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    return Promise.resolve(new Response(textOf(pathname), { headers: fields }))
  })
  for (const paths of portions()) {
    await Promise.all(paths.map((path) => client.json(path)))
    await client.idle()
  }
  await client.close()
}

/** Stores the coins by the store alone. */
export async function storeByStore(): Promise<void> {
  const store = openStore()
  await store.open()
  for (const paths of portions()) {
    await Promise.all(
      paths.map(async (path) => {
        const content = textOf(path)
        return store.put({
          key: storeKey(path),
          url: location.origin + path,
          nominated: [],
          status: 200,
          statusText: '',
          fields: [
            ['etag', '"stored"'],
            ['content-type', 'application/json'],
          ],
          requestTime: 1,
          responseTime: 1,
          invalidated: false,
          body: { id: path, content, bytes: content.length },
        })
      }),
    )
  }
  store.close()
}

/** The store without the cache above it. */
export function openStore(): ResponseStore {
  const { createStore: open } = createIdbStore({ maxEntries: 2 * STORED })
  return open({ partition: '0'.repeat(32), epoch: 'bench', report: () => {} })
}

export function storeKey(path: string): string {
  return `same-origin GET ${location.origin}${path}`
}

export function bareStore(): UseStore {
  return createStore('keyval-bodies', 'bodies')
}

/** A client whose user is known, as in an app that has just started. */
export function openClient(network: typeof fetch): Etagged {
  const store = createIdbStore({ maxEntries: 2 * STORED })
  const client = createEtagged({ baseUrl: location.origin, store, fetch: network })
  void client.signIn('a user')
  return client
}

export const noNetwork: typeof fetch = () =>
  Promise.reject(new Error('What is stored needs no network'))

function* portions(): Generator<readonly string[]> {
  for (let from = 0; from < STORED; from += PORTION) {
    yield Array.from({ length: PORTION }, (_, index) => coinPath(from + index))
  }
}

function textOf(path: string): string {
  return bodyOf(path, 0) ?? ''
}
