import { clear } from 'idb-keyval'
import { coinPath } from '../origin/bodies.ts'
import {
  bareStore,
  noNetwork,
  openClient,
  storeBare,
  storeByCache,
  STORED,
} from './stored-coins.ts'
import type { Wiped } from './task.ts'

interface Wiper {
  /** Stores everything, and makes ready to wipe it. */
  prepare(): Promise<() => Promise<unknown>>
  /** The database that it wipes. */
  readonly database: RegExp
}

/** Ways to remove everything that is stored. */
export const wipers = {
  'idb-keyval': {
    database: /^keyval-bodies$/,
    async prepare() {
      await storeBare()
      return () => clear(bareStore())
    },
  },
  etagged: {
    database: /^etagged-/,
    async prepare() {
      await storeByCache()
      const client = openClient(noNetwork)
      // What was asked for first is the first to be evicted, if anything is.
      await client.peek(coinPath(0))
      return () => client.signOut()
    },
  },
} as const satisfies Record<string, Wiper>

export type WiperName = keyof typeof wipers

export async function wipe(name: WiperName): Promise<Wiped> {
  const wiper: Wiper = wipers[name]
  const run = await wiper.prepare()
  const before = await rowsIn(wiper.database)
  const start = performance.now()
  await run()
  const elapsed = performance.now() - start
  return { kind: 'wiped', elapsed, before, after: await rowsIn(wiper.database), expected: STORED }
}

/** How many rows there are in the databases of this name. */
async function rowsIn(name: RegExp): Promise<number> {
  let rows = 0
  for (const database of await indexedDB.databases()) {
    if (database.name !== undefined && name.test(database.name))
      rows += await countIn(database.name)
  }
  return rows
}

async function countIn(name: string): Promise<number> {
  const opening = indexedDB.open(name)
  // It may be gone by now; then it is not to come back.
  opening.onupgradeneeded = () => opening.transaction?.abort()
  let database: IDBDatabase
  try {
    database = await settled(opening)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 0
    throw error
  }
  try {
    const stores = [...database.objectStoreNames].filter((store) => store !== 'generations')
    const transaction = database.transaction(stores)
    const counts = stores.map((store) => settled(transaction.objectStore(store).count()))
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
  } finally {
    database.close()
  }
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('A request without a reason failed'))
  })
}
