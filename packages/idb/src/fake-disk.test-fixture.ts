import { IDBFactory, IDBKeyRange, IDBObjectStore as FakeObjectStore } from 'fake-indexeddb'
import { keys } from 'idb-keyval'
import { afterEach, beforeEach, vi } from 'vitest'
import { type OpenResponses, openResponses } from './responses.test-fixture.ts'

/** Each test has a disk of its own. */
export function fakeDiskForEach(): void {
  beforeEach(() => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })
}

/** What is open on each test's disk. */
export function openForEach(): OpenResponses {
  let open: OpenResponses
  fakeDiskForEach()
  beforeEach(async () => {
    open = await openResponses()
  })
  return {
    get responses() {
      return open.responses
    },
    get within() {
      return open.within
    },
    get use() {
      return open.use
    },
    get reports() {
      return open.reports
    },
    again: (...given) => open.again(...given),
  }
}

/** The keys of rows that hold responses, without the books. */
export async function rowKeys({ use }: OpenResponses): Promise<readonly IDBValidKey[]> {
  return (await keys(use)).filter(Array.isArray)
}

/** Tells the ranges that were asked for from here on in an object store. */
export function spyOnReads(): (store: 'responses' | 'generations') => readonly unknown[] {
  const { mock } = vi.spyOn(FakeObjectStore.prototype, 'getAll')
  const stores = mock.contexts as readonly IDBObjectStore[]
  return (store) => mock.calls.flatMap(([range], at) => (stores[at]?.name === store ? [range] : []))
}
