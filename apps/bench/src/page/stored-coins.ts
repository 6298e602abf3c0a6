import { createEtagged, type Etagged, type ResponseStore } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { createStore, setMany, type UseStore } from 'idb-keyval'
import { bodyOf, coinPath } from '../origin/bodies.ts'
import { fill, fillPartition, ROOMY } from './fill-partition.ts'
import { portionsOf } from './portions-of.ts'

/** Many enough to show what grows with what is stored. */
export const STORED = 10_000

const USER = 'a user'

/** Stores the coins' texts under their paths, as a bare idb-keyval does. */
export async function storeBare(): Promise<void> {
  // What a single transaction of so many rows leaves behind would slow down what comes next.
  for (const portion of portionsOf(coins())) await setMany([...portion], bareStore())
}

/** Stores the coins as a user's answers. */
export function storeByCache(): Promise<void> {
  return fillPartition(USER, coins())
}

/** Stores the coins by the store alone. */
export async function storeByStore(): Promise<void> {
  const store = openStore()
  await store.open()
  await fill(store, coins())
  store.close()
}

/** The store without the cache above it. */
export function openStore(): ResponseStore {
  const { createStore: open } = createIdbStore(ROOMY)
  return open({ partition: '0'.repeat(32), epoch: 'bench', report: () => {} })
}

export function bareStore(): UseStore {
  return createStore('keyval-bodies', 'bodies')
}

/** A client whose user is known, as in an app that has just started. */
export function openClient(network: typeof fetch): Etagged {
  const store = createIdbStore(ROOMY)
  const client = createEtagged({ baseUrl: location.origin, store, fetch: network })
  void client.signIn(USER)
  return client
}

export const noNetwork: typeof fetch = () =>
  Promise.reject(new Error('What is stored needs no network'))

function coins(): [path: string, text: string][] {
  return Array.from({ length: STORED }, (_, index) => {
    const path = coinPath(index)
    return [path, bodyOf(path, 0) ?? '']
  })
}
