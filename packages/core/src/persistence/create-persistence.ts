import type { Persistence } from '../cache/persistence.ts'
import type { StoreFactory } from '../stores/response-store.ts'
import { createTabs } from '../tabs/create-tabs.ts'
import { attachDisk } from './attach-disk.ts'

/**
 * Makes a store of your own fit for the cache: each of its methods gets a budget of time, each of its
 * faults becomes an event and a miss, and the tabs that share its rows hear of each other.
 *
 * @example
 * createEtagged({ store: createPersistence(createMyStore) })
 */
export function createPersistence(createStore: StoreFactory): Persistence {
  return {
    createStore,
    attach: (host) => attachDisk(createStore, host),
    joinTabs: createTabs(),
  }
}
