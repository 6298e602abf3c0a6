import { expect, it } from 'vitest'
import { UsageError } from '../errors.ts'
import type { StoreFactory } from '../stores/response-store.ts'
import { createMemoryDisk } from '../testing/memory-disk.ts'
import { createPersistence } from './create-persistence.ts'

it.each<{ says: string; given: unknown }>([
  { says: 'nothing', given: undefined },
  {
    says: 'a store',
    given: createMemoryDisk().createStore({ partition: '', epoch: '', report() {} }),
  },
  { says: 'a persistence', given: createMemoryDisk().persistence },
])('$says in place of a store factory is refused at once', ({ given }) => {
  expect(() => createPersistence(given as StoreFactory)).toThrow(UsageError)
})
