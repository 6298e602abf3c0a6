import type { Persistence } from '../cache/persistence.ts'
import { UsageError } from '../errors.ts'
import type { StoreFactory } from '../stores/response-store.ts'
import { createTabs } from '../tabs/create-tabs.ts'
import { attachDisk } from './attach-disk.ts'

/**
 * Makes stores of your own fit for the cache: each of their methods gets a budget of time, each of
 * their faults becomes an event and a miss, and the tabs that share their rows hear of each other.
 *
 * @param createStore makes the store of one partition
 * @throws UsageError for what is no function
 * @example
 * createEtagged({ store: createPersistence(createMyStore) })
 */
export function createPersistence(createStore: StoreFactory): Persistence {
  if (typeof createStore !== 'function') {
    throw new UsageError(
      'createPersistence takes a function that makes the store of a partition. What createIdbStore() ' +
        'gives is a persistence already',
    )
  }
  return {
    createStore,
    attach: (host) => attachDisk(createStore, host),
    tabs: createTabs(),
  }
}
