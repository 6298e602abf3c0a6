import { createEtagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { createStore, entries, get, setMany } from 'idb-keyval'
import { createKeyvalStorage } from '../peers/keyval-storage.ts'
import { createWholeCache } from '../peers/persist-query-client.ts'
import { createQueryByQuery } from '../peers/query-persister.ts'

export type StarterName = keyof typeof starters

/** A path and its body. */
export type Stored = readonly [path: string, text: string]

/** A way to find a coin and a list on disk when a page opens. */
interface Starter {
  /** Stores all, in its own database. */
  seed(stored: readonly Stored[]): Promise<unknown>
  /** What these paths have on disk, as data; both are asked for at once. */
  start(coin: string, list: string): Promise<readonly unknown[]>
}

const NETWORK: typeof fetch = () => Promise.reject(new Error('A start from disk asks no network'))

const keyval: Starter = {
  seed: (stored) =>
    setMany(
      stored.map(([path, text]) => [path, text]),
      bodies(),
    ),
  async start(coin, list) {
    const store = bodies()
    return Promise.all(
      [coin, list].map(async (path): Promise<unknown> => {
        const text = await get<string>(path, store)
        return JSON.parse(text ?? 'null')
      }),
    )
  },
}

const allIntoMap: Starter = {
  seed: async () => {},
  async start(coin, list) {
    const all = new Map(await entries<string, string>(bodies()))
    return [coin, list].map((path): unknown => JSON.parse(all.get(path) ?? 'null'))
  },
}

const etagged: Starter = {
  async seed(stored) {
    const texts = new Map(stored)
    const fields = { etag: '"stored"', 'content-type': 'application/json' }
    const client = openClient((input) => {
      const { pathname, search } = new URL(input instanceof Request ? input.url : input)
      return Promise.resolve(new Response(texts.get(pathname + search) ?? '', { headers: fields }))
    })
    await Promise.all(stored.map(([path]) => client.json(path)))
    await client.idle()
    await client.close()
  },
  async start(coin, list) {
    const client = openClient(NETWORK)
    const answers = await Promise.all([coin, list].map((path) => client.peek(path)))
    return answers.map((answer) => answer?.data)
  },
}

function openClient(network: typeof fetch) {
  const baseUrl = location.origin
  const client = createEtagged({ baseUrl, store: createIdbStore(), fetch: network })
  void client.signIn('a user')
  return client
}

const queryPersister: Starter = {
  seed: (stored) => createQueryByQuery(queryByQuery()).save(stored),
  start: (coin, list) => createQueryByQuery(queryByQuery()).restore([coin, list]),
}

const persistQueryClient: Starter = {
  seed: (stored) => createWholeCache(wholeCache()).save(stored),
  start: (coin, list) => createWholeCache(wholeCache()).restore([coin, list]),
}

export const starters = {
  'idb-keyval': keyval,
  etagged,
  'query-persister': queryPersister,
  'persist-query-client': persistQueryClient,
  'all-into-map': allIntoMap,
} as const satisfies Record<string, Starter>

function bodies() {
  return createStore('keyval-bodies', 'bodies')
}

function queryByQuery() {
  return createKeyvalStorage('query-by-query')
}

function wholeCache() {
  return createKeyvalStorage('whole-cache')
}
