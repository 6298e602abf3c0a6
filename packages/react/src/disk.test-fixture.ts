import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, vi } from 'vitest'

/** An empty IndexedDB for each test of a file. */
export function stubDisk(): void {
  beforeEach(() => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  })
}
