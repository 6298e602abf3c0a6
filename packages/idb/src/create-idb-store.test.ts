import type { Awaitable, ResponseStore } from '@etagged/core'
import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createIdbStore } from './create-idb-store.ts'
import { databaseExists, deleteDatabase, holdOpen, rowsIn } from './database.test-fixture.ts'
import { GenerationEndedError } from './fence.ts'
import { describeStoreContract } from './store-contract.test-suite.ts'
import { aBody, aStoredResponse } from './stored-response.test-fixture.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describeStoreContract(createIdbStore())

const createStore = createIdbStore()
const stored = aStoredResponse()

function aStore(partition = 'a1b2'): ResponseStore {
  return createStore({ partition, epoch: '1' })
}

const databases = async (): Promise<(string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name)

describe('open', () => {
  it('names the database by the partition alone (I44)', async () => {
    await aStore('c3d4').open()
    expect(await databases()).toEqual(['etagged-c3d4'])
  })

  it('comes first: until then every method rejects, and nothing is created', async () => {
    await expect(aStore().get(stored.key)).rejects.toThrow('Call open() first')
    expect(await databases()).toEqual([])
  })

  it('is waited for by what is called before it is done', async () => {
    const store = aStore()
    void store.open()
    void store.put(stored)
    expect(await store.get(stored.key)).toEqual([stored])
  })

  it('happens once, however often it is asked for', async () => {
    const open = vi.spyOn(indexedDB, 'open')
    const store = aStore()
    await Promise.all([store.open(), store.open()])
    await store.open()
    expect(open).toHaveBeenCalledTimes(1)
  })

  it('rejects with the cause, as does what waits for it, and may be tried again', async () => {
    const cause = new DOMException('Access is denied', 'SecurityError')
    const open = vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw cause
    })
    const store = aStore()
    const opening = store.open()
    await expect(store.get(stored.key)).rejects.toBe(cause)
    await expect(opening).rejects.toBe(cause)
    await store.open()
    expect(open).toHaveBeenCalledTimes(2)
  })

  it('rejects where there is no IndexedDB', async () => {
    vi.unstubAllGlobals()
    await expect(aStore().open()).rejects.toThrow('indexedDB is not defined')
  })
})

describe('end', () => {
  it('deletes the database, which late calls do not bring back (I7)', async () => {
    const [store, elsewhere] = [aStore(), aStore()]
    await store.open()
    await elsewhere.open()
    await store.end()
    await Promise.allSettled([store.open(), store.put(stored), elsewhere.put(stored)])
    await expect(elsewhere.get(stored.key)).rejects.toBeInstanceOf(GenerationEndedError)
    expect(await databaseExists('etagged-a1b2')).toBe(false)
    expect(await databases()).toEqual([])
  })

  it('creates nothing where nothing is (I7)', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put')
    await aStore().end()
    expect(await databases()).toEqual([])
    expect(put).not.toHaveBeenCalled()
  })

  it('overtakes an open that is under way, and nothing is left behind (I7)', async () => {
    const store = aStore()
    const calls = Promise.allSettled([store.open(), store.put(stored)])
    await store.end()
    expect((await calls).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await databaseExists('etagged-a1b2')).toBe(false)
  })

  it('resolves after the clear while somebody else blocks the deletion (I4)', async () => {
    const store = aStore()
    await store.open()
    await store.put(stored)
    const holder = await holdOpen('etagged-a1b2')
    await store.end()
    expect(await rowsIn(holder, 'responses')).toEqual([])
    expect(await rowsIn(holder, 'generations')).toEqual(['ended'])
    holder.close()
  })

  it('is finished by the next open when it was interrupted after the tombstone (I4)', async () => {
    await aStore().open()
    const holder = await holdOpen('etagged-a1b2')
    vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation(() => ({}) as IDBOpenDBRequest)
    await aStore().end()
    const transaction = holder.transaction('responses', 'readwrite')
    transaction.objectStore('responses').put({ left: 'behind' }, ['GET /me'])
    const next = aStore()
    await next.open()
    expect(await next.keys()).toEqual([])
    await next.put(stored)
    expect(await next.get(stored.key)).toEqual([stored])
    holder.close()
  })

  it('may be tried again when the database failed', async () => {
    const store = aStore()
    await store.open()
    await store.put(stored)
    vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementationOnce(() => {
      throw new DOMException('disk', 'UnknownError')
    })
    await expect(store.end()).rejects.toThrow('disk')
    await expect(store.get(stored.key)).rejects.toBeInstanceOf(GenerationEndedError)
    await store.end()
    expect(await databaseExists('etagged-a1b2')).toBe(false)
  })

  it('leaves a store that opens meanwhile either ended or whole (I7)', async () => {
    const outcomes = new Map<string, number>()
    for (let turns = 0; turns < 60; turns += 1) {
      const former = aStore()
      await former.open()
      const ending = former.end()
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
      const outcome = await outcomeOfOpening(aStore(), ending)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    expect([...outcomes.keys()].filter((outcome) => outcome === 'broken')).toEqual([])
    expect(outcomes.get('whole')).toBeGreaterThan(0)
  })
})

/** A store that took a response must give it back. */
async function outcomeOfOpening(store: ResponseStore, ending: Awaitable<void>): Promise<string> {
  const [opening] = await Promise.allSettled([store.open(), ending])
  const [putting] = await Promise.allSettled([store.put(stored)])
  const [reading] = await Promise.allSettled([store.keys()])
  await store.end()
  if (opening.status === 'rejected' || putting.status === 'rejected') return 'ended'
  return reading.status === 'fulfilled' && reading.value.length === 1 ? 'whole' : 'broken'
}

describe('close', () => {
  it('closes an open that succeeds later, so that nobody is blocked', async () => {
    const store = aStore()
    const opening = store.open()
    store.close()
    await expect(opening).rejects.toThrow('closed')
    await expect(deleteDatabase('etagged-a1b2')).resolves.toBe('deleted')
  })
})

describe('a 304', () => {
  it.each([100, 100_000, 1_000_000])(
    'writes at most 1 kB when the body has %i bytes (I12)',
    async (bytes) => {
      const store = aStore()
      await store.open()
      const response = aStoredResponse({ body: aBody('x'.repeat(bytes)) })
      await store.put(response)
      const put = vi.spyOn(IDBObjectStore.prototype, 'put')
      await store.freshen({ ...response, requestTime: response.requestTime + 1 })
      expect(put).toHaveBeenCalledTimes(1)
      expect(JSON.stringify(put.mock.calls).length).toBeLessThanOrEqual(1000)
    },
  )
})
