import { createEtagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { createStore, getMany, set, setMany, type UseStore } from 'idb-keyval'
import type { Role } from '../harness/candidate.ts'
import { put, storeKey } from './fill-partition.ts'
import { openStore } from './stored-coins.ts'

/** A path and its body. */
export type Text = readonly [path: string, text: string]

/** A way to store what has changed. */
export interface Saver {
  readonly name: string
  readonly role: Role
  /** Resolves when all is on disk. */
  save(texts: readonly Text[]): Promise<unknown>
  /** The bodies of these paths, by the disk alone. */
  kept(paths: readonly string[]): Promise<readonly (string | undefined)[]>
}

export function createSavers(): readonly Saver[] {
  return [
    bare('idb-keyval: one setMany', 'limit', (texts, store) =>
      setMany(
        texts.map(([path, text]) => [path, text]),
        store,
      ),
    ),
    storeAlone(),
    client(),
    bare('idb-keyval: a set each, at once', 'peer', (texts, store) =>
      Promise.all(texts.map(([path, text]) => set(path, text, store))),
    ),
    bare('idb-keyval: a set each, in turn', 'peer', async (texts, store) => {
      for (const [path, text] of texts) await set(path, text, store)
    }),
  ]
}

function bare(
  name: string,
  role: Role,
  save: (texts: readonly Text[], store: UseStore) => Promise<unknown>,
): Saver {
  const store = createStore(name, 'bodies')
  return {
    name,
    role,
    save: (texts) => save(texts, store),
    kept: (paths) => getMany<string | undefined>([...paths], store),
  }
}

/** The rows alone: sealed, and within the fence. */
function storeAlone(): Saver {
  const store = openStore()
  const opening = store.open()
  return {
    name: '@etagged/idb: put and flush',
    role: 'ours',
    async save(texts) {
      await opening
      const puts = texts.map(([path, text]) => put(store, path, text))
      await store.flush()
      await Promise.all(puts)
    },
    kept: (paths) =>
      Promise.all(
        paths.map(async (path) => {
          const [found] = await store.get(storeKey(path))
          return found === undefined ? undefined : String(found.body.content)
        }),
      ),
  }
}

/** Asked, answered, parsed and judged, too: until nothing is left to be written. */
function client(): Saver {
  let bodies = new Map<string, string>()
  const open = (network: typeof fetch) => {
    const made = createEtagged({
      baseUrl: location.origin,
      fetch: network,
      store: createIdbStore(),
    })
    void made.signIn('who sees changes')
    return made
  }
  let version = 0
  const cache = open((input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    const headers = {
      etag: `"${version}"`,
      'content-type': 'application/json',
      'cache-control': 'no-cache',
    }
    return Promise.resolve(new Response(bodies.get(pathname), { headers }))
  })
  return {
    name: 'etagged: 50 answers, until idle',
    role: 'ours',
    async save(texts) {
      bodies = new Map(texts)
      version++
      await Promise.all(texts.map(([path]) => cache.json(path)))
      await cache.idle()
    },
    async kept(paths) {
      const another = open(() => Promise.reject(new Error('What is stored needs no network')))
      const found = await Promise.all(paths.map((path) => another.peek(path)))
      await another.close()
      return found.map((answer) => JSON.stringify(answer?.data))
    },
  }
}
