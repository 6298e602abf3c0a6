import type { Persistence, ResponseStore } from '@etagged/core'
import { createPersistence } from '@etagged/core/persistence'
import { createIdbStore } from '@etagged/idb'

/** The browser's disk, and what is written to it: `put` writes a body, `freshen` does not. */
export function notingStore(written: string[]): Persistence {
  const { createStore } = createIdbStore()
  return createPersistence((context): ResponseStore => {
    const store = createStore(context)
    return {
      ...store,
      put(stored) {
        written.push('put')
        return store.put(stored)
      },
      freshen(stored) {
        written.push('freshen')
        return store.freshen(stored)
      },
    }
  })
}
