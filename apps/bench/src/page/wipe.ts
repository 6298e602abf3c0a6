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
  /** The keys of what had been stored; there may be rows that keep the books, too. */
  keys(): IDBKeyRange | undefined
}

/** Ways to remove everything that is stored. */
export const wipers = {
  'idb-keyval': {
    database: /^keyval-bodies$/,
    keys: () => undefined,
    async prepare() {
      await storeBare()
      return () => clear(bareStore())
    },
  },
  etagged: {
    database: /^etagged-/,
    // Responses, and nothing else, have arrays for keys: these are above all others.
    keys: () => IDBKeyRange.lowerBound([]),
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

/** @param isHeld another page has the database open meanwhile, and keeps it open */
export async function wipe(name: WiperName, isHeld: boolean): Promise<Wiped> {
  const wiper: Wiper = wipers[name]
  const run = await wiper.prepare()
  const holder = isHeld ? await hold(await namesOf(wiper.database)) : undefined
  const before = await rowsIn(wiper.database, wiper.keys())
  await atRest()
  const start = performance.now()
  await run()
  const elapsed = performance.now() - start
  // A deletion that waits for the other page would make every opening wait, too.
  const after = holder === undefined ? await rowsIn(wiper.database) : await holder.rows()
  holder?.letGo()
  return { kind: 'wiped', elapsed, before, after, expected: STORED, isHeld }
}

/** The browser still tidies up after ten thousand writes when they are done. */
function atRest(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1000)
  })
}

interface Holder {
  /** What is left in what it holds, by its own connections. */
  rows(): Promise<number>
  letGo(): void
}

/** Another page, with connections that do not heed `versionchange`. */
async function hold(names: readonly string[]): Promise<Holder> {
  const frame = document.body.appendChild(document.createElement('iframe'))
  const factory = frame.contentWindow?.indexedDB
  if (factory === undefined) throw new Error('The frame has no databases')
  const databases = await Promise.all(names.map((name) => settled(factory.open(name))))
  return {
    async rows() {
      const counts = await Promise.all(databases.map((database) => rowsBy(database)))
      return counts.reduce((sum, count) => sum + count, 0)
    },
    letGo: () => frame.remove(),
  }
}

async function namesOf(pattern: RegExp): Promise<readonly string[]> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name)
  return names.filter((name) => pattern.test(name))
}

/** How many rows there are in the databases of this name, of all keys or of these. */
async function rowsIn(pattern: RegExp, keys?: IDBKeyRange): Promise<number> {
  let rows = 0
  for (const name of await namesOf(pattern)) rows += await countIn(name, keys)
  return rows
}

async function countIn(name: string, keys: IDBKeyRange | undefined): Promise<number> {
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
    return await rowsBy(database, keys)
  } finally {
    database.close()
  }
}

async function rowsBy(database: IDBDatabase, keys?: IDBKeyRange): Promise<number> {
  const stores = [...database.objectStoreNames].filter((store) => store !== 'generations')
  const transaction = database.transaction(stores)
  const counts = stores.map((store) => settled(transaction.objectStore(store).count(keys)))
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('A request without a reason failed'))
  })
}
