import {
  type Awaitable,
  createEtagged,
  GenerationEndedError,
  type ResponseStore,
  type StoreReport,
  UsageError,
} from '@etagged/core'
import { storeContract } from '@etagged/core/testing'
import { IDBDatabase as Database, IDBObjectStore } from 'fake-indexeddb'
import { describe, expect, it, vi } from 'vitest'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import { createIdbStore } from './create-idb-store.ts'
import { databaseExists, deleteDatabase, holdOpen, rowsIn } from './database.test-fixture.ts'
import { LAYOUT, layOut } from './layout.ts'
import { forceClose } from './force-close.test-fixture.ts'
import { stubPage } from './page.test-fixture.ts'
import { aBody, aStoredResponse, unwritable } from './stored-response.test-fixture.ts'

fakeDiskForEach()

describe('over fake-indexeddb,', () => {
  it.each(storeContract(createIdbStore().createStore))('$title', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})

const { createStore } = createIdbStore()
const stored = aStoredResponse()
const PARTITION = 'a1b2'.repeat(8)
const NAME = `etagged-${PARTITION}`

function aStore(onReport: (report: StoreReport) => void = () => {}): ResponseStore {
  return createStore({ partition: PARTITION, epoch: '1', report: onReport })
}

async function anOpenStore(onReport?: (report: StoreReport) => void): Promise<ResponseStore> {
  const store = aStore(onReport)
  await store.open()
  return store
}

const databases = async (): Promise<(string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name)

/** Every connection that is made from here on. */
function connections(): readonly IDBDatabase[] {
  const made: IDBDatabase[] = []
  const { open } = indexedDB
  vi.spyOn(indexedDB, 'open').mockImplementation((...name) => {
    const request = open.apply(indexedDB, name)
    request.addEventListener('success', () => made.push(request.result))
    return request
  })
  return made
}

const isOpen = (database: IDBDatabase | undefined): boolean => {
  try {
    return database?.transaction('responses') !== undefined
  } catch {
    return false
  }
}

describe('createIdbStore', () => {
  it.each([
    { maxBytes: 0 },
    { maxBytes: -1 },
    { maxEntries: 1.5 },
    { maxEntries: Number.NaN },
    { maxEntryBytes: Number.POSITIVE_INFINITY },
    { maxEntryBytes: '5 MiB' as unknown as number },
  ])('refuses %j, and says what to give', (options) => {
    expect(() => createIdbStore(options)).toThrow(UsageError)
    expect(() => createIdbStore(options)).toThrow('Give a whole number above 0')
  })

  it('makes stores that keep to its limits (I39)', async () => {
    const store = createIdbStore({ maxEntryBytes: 100 }).createStore({
      partition: PARTITION,
      epoch: '1',
      report: () => {},
    })
    await store.open()
    expect(await store.put(aStoredResponse({ body: aBody('x'.repeat(101)) }))).toBe(false)
    expect(await store.put(aStoredResponse({ body: aBody('x') }))).toBe(true)
  })

  it('finishes in the background what a killed page had begun (I4)', async () => {
    const { storage } = stubPage()
    const store = await anOpenStore()
    await store.put(stored)
    store.close()
    storage[`${NAME} end *`] = ''
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    createIdbStore()
    vi.runAllTimers()
    vi.useRealTimers()
    await expect.poll(databases).toEqual([])
    expect(Object.keys(storage)).toEqual([])
  })

  it('does nothing where there is no IndexedDB', () => {
    vi.unstubAllGlobals()
    vi.useFakeTimers()
    createIdbStore()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('open', () => {
  it('names the database by the partition alone (I44)', async () => {
    await anOpenStore()
    expect(await databases()).toEqual([NAME])
  })

  it('comes first: until then every method rejects, and nothing is created', async () => {
    await expect(aStore().get(stored.key)).rejects.toThrow('Call open() first')
    expect(await databases()).toEqual([])
  })

  it('happens once, however often it is asked for', async () => {
    const open = vi.spyOn(indexedDB, 'open')
    const store = aStore()
    await Promise.all([store.open(), store.open()])
    await store.open()
    expect(open).toHaveBeenCalledTimes(1)
  })

  it('rejects with the cause, as does what waits for it, and may be tried again (I35)', async () => {
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

  it('lets the first reads go along with its look at the generation: one transaction', async () => {
    const former = await anOpenStore()
    await former.put(stored)
    former.close()
    const begin = vi.spyOn(Database.prototype, 'transaction')
    const store = aStore()
    const opening = store.open()
    const reads = await Promise.all([store.get(stored.key), store.get('another')])
    expect(reads).toEqual([[stored], []])
    await opening
    expect(begin).toHaveBeenCalledTimes(1)
    expect(await store.get(stored.key)).toEqual([stored])
    expect(begin).toHaveBeenCalledTimes(2)
  })

  it.each(['end *', 'clear *'])(
    'lets no read go along that is to find nothing any more: %s (I4)',
    async (intent) => {
      const { storage } = stubPage()
      const former = await anOpenStore()
      await former.put(stored)
      former.close()
      storage[`${NAME} ${intent}`] = ''
      const store = aStore()
      void store.open()
      expect(await store.get(stored.key)).toEqual([])
    },
  )

  it('goes on when the page sleeps meanwhile', async () => {
    const page = stubPage()
    const store = aStore()
    const opening = store.open()
    page.freeze()
    await opening
    expect(await store.put(stored)).toBe(true)
  })

  it('waits behind a deletion that is blocked, and opens once that is done (I37)', async () => {
    await anOpenStore()
    const holder = await holdOpen(NAME)
    expect(await deleteDatabase(NAME)).toBe('blocked')
    const store = aStore()
    const opening = store.open()
    holder.close()
    await opening
    expect(await store.put(stored)).toBe(true)
  })
})

describe('end', () => {
  it('deletes the database, which late calls do not bring back (I7)', async () => {
    const [store, elsewhere] = [await anOpenStore(), await anOpenStore()]
    await store.end()
    await Promise.allSettled([store.open(), store.put(stored), elsewhere.put(stored)])
    await expect(elsewhere.get(stored.key)).rejects.toBeInstanceOf(GenerationEndedError)
    expect(await databaseExists(NAME)).toBe(false)
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
    expect(await databaseExists(NAME)).toBe(false)
  })

  it('resolves after the clear while somebody else blocks the deletion (I4)', async () => {
    const store = await anOpenStore()
    await store.put(stored)
    const holder = await holdOpen(NAME)
    await store.end()
    expect(await rowsIn(holder, 'responses')).toEqual([])
    expect(await rowsIn(holder, 'generations')).toEqual([])
    holder.close()
  })

  it('may be tried again when the database failed', async () => {
    const store = await anOpenStore()
    await store.put(stored)
    vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementationOnce(() => {
      throw new DOMException('disk', 'UnknownError')
    })
    await expect(store.end()).rejects.toThrow('disk')
    await expect(store.get(stored.key)).rejects.toBeInstanceOf(GenerationEndedError)
    await store.end()
    expect(await databaseExists(NAME)).toBe(false)
  })

  it('that keeps the rows writes what was called before it, and nothing after it (I6)', async () => {
    const store = await anOpenStore()
    const [before, after] = ['before', 'after'].map((key) => aStoredResponse({ key }))
    if (before === undefined || after === undefined) throw new Error('There are two')
    const putting = store.put(before)
    const ending = store.end({ keep: true })
    await expect(store.put(after)).rejects.toBeInstanceOf(GenerationEndedError)
    expect(await putting).toBe(true)
    await ending
    expect(await (await anOpenStore()).keys()).toEqual(['before'])
  })

  it.each([{ keep: false }, { keep: true }])(
    'that comes late ends no later generation: %j (I4)',
    async (how) => {
      const former = await anOpenStore()
      const elsewhere = await anOpenStore()
      await elsewhere.end()
      const next = await anOpenStore()
      await next.put(stored)
      await former.end(how)
      expect(await next.isCurrent()).toBe(true)
      expect(await next.get(stored.key)).toEqual([stored])
    },
  )

  it('that finds no way in ends no later generation either (I4)', async () => {
    const former = await anOpenStore()
    await (await anOpenStore()).end()
    const next = await anOpenStore()
    await next.put(stored)
    refuseOnce()
    await expect(former.end()).rejects.toThrow('refused')
    expect(await next.isCurrent()).toBe(true)
    expect(await next.get(stored.key)).toEqual([stored])
  })

  it('that finds no way in is left to the next start (I4)', async () => {
    const store = await anOpenStore()
    await store.put(stored)
    refuseOnce()
    await expect(store.end()).rejects.toThrow('refused')
    expect(await (await anOpenStore()).keys()).toEqual([])
  })

  it('that finds no way in, and knows no generation, deletes the database (I4)', async () => {
    await (await anOpenStore()).put(stored)
    const store = aStore()
    refuseOnce()
    await expect(store.end()).rejects.toThrow('refused')
    expect(await databaseExists(NAME)).toBe(false)
  })

  it('that comes late takes what was kept meanwhile: nobody knows whose it was (I4)', async () => {
    const former = await anOpenStore()
    await former.put(stored)
    await (await anOpenStore()).end({ keep: true })
    await former.end()
    expect(await databaseExists(NAME)).toBe(false)
  })

  it('that keeps the rows leaves them to who opens while it still writes', async () => {
    stubPage()
    const former = await anOpenStore()
    void former.put(stored)
    const ending = former.end({ keep: true })
    const next = aStore()
    await Promise.all([next.open(), ending])
    expect(await next.get(stored.key)).toEqual([stored])
    expect(await next.isCurrent()).toBe(true)
  })

  it('leaves a store that opens meanwhile either ended or whole (I7)', async () => {
    const outcomes = new Map<string, number>()
    for (let turns = 0; turns < 60; turns += 1) {
      const former = await anOpenStore()
      const ending = former.end()
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
      const outcome = await outcomeOfOpening(aStore(), ending)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    expect([...outcomes.keys()].filter((outcome) => outcome === 'broken')).toEqual([])
    expect(outcomes.get('whole')).toBeGreaterThan(0)
  })
})

/** The next connection is not to be had. */
function refuseOnce(): void {
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('refused', 'UnknownError')
  })
}

/** A store that took a response must give it back. */
async function outcomeOfOpening(store: ResponseStore, ending: Awaitable<void>): Promise<string> {
  const [opening] = await Promise.allSettled([store.open(), ending])
  const [putting] = await Promise.allSettled([store.put(stored)])
  const [reading] = await Promise.allSettled([store.keys()])
  await store.end()
  if (opening.status === 'rejected' || putting.status === 'rejected') return 'ended'
  return reading.status === 'fulfilled' && reading.value.length === 1 ? 'whole' : 'broken'
}

/** A page that is killed: from here on no request of its comes through. */
function kill(): void {
  const gone = (): IDBOpenDBRequest => ({}) as IDBOpenDBRequest
  vi.spyOn(indexedDB, 'open').mockImplementation(gone)
  vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation(gone)
}

describe('a sign-out that was interrupted', () => {
  it('is written down before anything else happens, and struck out when it is done (I4)', async () => {
    const { storage } = stubPage()
    const store = await anOpenStore()
    const [generation] = await rowsIn(await holdOpen(NAME), 'generations')
    const ending = store.end()
    expect(Object.entries(storage)).toEqual([[`${NAME} end ${String(generation)}`, '']])
    await ending
    expect(Object.keys(storage)).toEqual([])
  })

  it('is finished by whoever opens next: at once, before anything is read (I4)', async () => {
    stubPage()
    const store = await anOpenStore()
    await store.put(stored)
    kill()
    void store.end()
    vi.restoreAllMocks()
    const next = await anOpenStore()
    expect(await next.keys()).toEqual([])
    expect(await store.isCurrent()).toBe(false)
    expect(await next.put(stored)).toBe(true)
  })

  it('is finished also when the page did not know the generation (I4)', async () => {
    const { storage } = stubPage()
    const former = await anOpenStore()
    await former.put(stored)
    former.close()
    kill()
    void aStore().end()
    expect(Object.entries(storage)).toEqual([[`${NAME} end *`, '']])
    vi.restoreAllMocks()
    expect(await (await anOpenStore()).keys()).toEqual([])
    expect(Object.keys(storage)).toEqual([])
  })

  it('is seen by a tab that asks whether its generation lasts (I4, I5)', async () => {
    stubPage()
    const reports: StoreReport[] = []
    const [store, elsewhere] = [
      await anOpenStore(),
      await anOpenStore((report) => reports.push(report)),
    ]
    await store.put(stored)
    kill()
    void store.end()
    vi.restoreAllMocks()
    expect(await elsewhere.isCurrent()).toBe(false)
    expect(reports).toEqual([{ type: 'ended' }])
    expect(await databaseExists(NAME)).toBe(false)
  })

  it('ends no later generation (I4)', async () => {
    const { storage } = stubPage()
    const store = await anOpenStore()
    storage[`${NAME} end 1,2,3,4`] = ''
    expect(await store.isCurrent()).toBe(true)
    expect(Object.keys(storage)).toEqual([])
  })

  it('leaves the rows of a sign-out that keeps them, for the next session alone', async () => {
    stubPage()
    const [store, elsewhere] = [await anOpenStore(), await anOpenStore()]
    await store.put(stored)
    kill()
    void store.end({ keep: true })
    vi.restoreAllMocks()
    const next = await anOpenStore()
    expect(await next.get(stored.key)).toEqual([stored])
    await expect(elsewhere.get(stored.key)).rejects.toBeInstanceOf(GenerationEndedError)
  })

  it('is finished after its transaction, too, whatever was left behind (I4)', async () => {
    await anOpenStore()
    const holder = await holdOpen(NAME)
    vi.spyOn(indexedDB, 'deleteDatabase').mockReturnValue({} as IDBOpenDBRequest)
    await aStore().end()
    const transaction = holder.transaction('responses', 'readwrite')
    transaction.objectStore('responses').put({ left: 'behind' }, ['GET /me'])
    const next = await anOpenStore()
    expect(await next.keys()).toEqual([])
    await next.put(stored)
    expect(await next.get(stored.key)).toEqual([stored])
    holder.close()
  })
})

/** Deletes the database, and its connection does not hear of it: it is about to be closed. */
function deleteWithout(database: IDBDatabase | undefined): void {
  if (database === undefined) throw new Error('There is no connection')
  database.onversionchange = null
  indexedDB.deleteDatabase(NAME)
}

describe('a connection', () => {
  it('that the browser closed is replaced when the generation lasts (I35)', async () => {
    const made = connections()
    const reports: StoreReport[] = []
    const store = await anOpenStore((report) => reports.push(report))
    await store.put(stored)
    await forceClose(made[0])
    await expect.poll(() => reports).toEqual([{ type: 'reopened' }])
    expect(await store.get(stored.key)).toEqual([stored])
    expect(made).toHaveLength(2)
  })

  it('that the browser closed along with the rows ends the generation, and makes nothing (I7)', async () => {
    const made = connections()
    const reports: StoreReport[] = []
    const store = await anOpenStore((report) => reports.push(report))
    deleteWithout(made[0])
    await forceClose(made[0])
    await expect.poll(() => reports).toEqual([{ type: 'ended' }])
    await expect(store.put(stored)).rejects.toBeInstanceOf(GenerationEndedError)
    expect(await databases()).toEqual([])
  })

  it('that the browser closed is asked for until it tells what is left (I7)', async () => {
    const made = connections()
    const reports: StoreReport[] = []
    await anOpenStore((report) => reports.push(report))
    const [former] = made
    deleteWithout(former)
    const open = vi.spyOn(indexedDB, 'open').mockClear()
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      open.mockImplementationOnce(() => {
        throw new DOMException('The connection was closed.', 'AbortError')
      })
    }
    await forceClose(former)
    await expect.poll(() => reports).toEqual([{ type: 'ended' }])
    expect(open).toHaveBeenCalledTimes(3)
    expect(await databases()).toEqual([])
  })

  it('gives way to a deletion, and that is the end of the generation (I7, I37)', async () => {
    const reports: StoreReport[] = []
    const store = await anOpenStore((report) => reports.push(report))
    expect(await deleteDatabase(NAME)).toBe('deleted')
    expect(reports).toEqual([{ type: 'ended' }])
    const open = vi.spyOn(indexedDB, 'open')
    expect(await store.isCurrent()).toBe(false)
    await expect(store.put(stored)).rejects.toBeInstanceOf(GenerationEndedError)
    expect(open).not.toHaveBeenCalled()
    expect(await databases()).toEqual([])
  })

  it('gives way to a later layout, in which it writes nothing as it used to: its generation ends (I6)', async () => {
    const store = await anOpenStore()
    await store.put(stored)
    const later = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(NAME, LAYOUT + 1)
      request.addEventListener('upgradeneeded', () => layOut(request.result))
      request.addEventListener('success', () => resolve(request.result))
    })
    await expect(store.put(stored)).rejects.toBeInstanceOf(GenerationEndedError)
    expect(await rowsIn(later, 'responses')).toEqual([])
    later.close()
  })

  it('that dies again and again is looked after three times, and otherwise by need (I35)', async () => {
    const made = connections()
    const reports: StoreReport[] = []
    const store = await anOpenStore((report) => reports.push(report))
    for (let death = 1; death <= 3; death += 1) {
      await forceClose(made.at(-1))
      await expect.poll(() => reports.length).toBe(death)
    }
    await forceClose(made.at(-1))
    expect(await store.put(stored)).toBe(true)
    expect(reports).toEqual([{ type: 'reopened' }, { type: 'reopened' }, { type: 'reopened' }])
    expect(made).toHaveLength(5)
  })

  it('that turns out to be dead is replaced once, and that is reported (I35)', async () => {
    const made = connections()
    const reports: StoreReport[] = []
    const store = await anOpenStore((report) => reports.push(report))
    made[0]?.close()
    expect(await store.put(stored)).toBe(true)
    await expect.poll(() => reports).toEqual([{ type: 'reopened' }])
    expect(made).toHaveLength(2)
  })

  it.each(['freeze', 'leave'] as const)(
    'is closed at once when the page is to sleep, and what waits is written: %s (I37)',
    async (way) => {
      const page = stubPage()
      const made = connections()
      const reports: StoreReport[] = []
      const store = await anOpenStore((report) => reports.push(report))
      const putting = store.put(stored)
      page[way]()
      expect(isOpen(made[0])).toBe(false)
      expect(await putting).toBe(true)
      expect(made).toHaveLength(1)
      expect(await store.get(stored.key)).toEqual([stored])
      expect(reports).toEqual([])
    },
  )

  it('stays when the page is hidden, and what waits is written', async () => {
    const page = stubPage()
    const made = connections()
    const store = await anOpenStore()
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const putting = store.put(stored)
    page.hide()
    expect(await putting).toBe(true)
    expect(isOpen(made[0])).toBe(true)
  })
})

describe('close', () => {
  it('closes an open that succeeds later, so that nobody is blocked', async () => {
    const store = aStore()
    const opening = store.open()
    store.close()
    await expect(opening).rejects.toThrow('closed')
    await expect(deleteDatabase(NAME)).resolves.toBe('deleted')
  })

  it('is for good: no method, event or sleep of the page opens again (I37)', async () => {
    const page = stubPage()
    const made = connections()
    const store = await anOpenStore()
    store.close()
    await expect.poll(() => isOpen(made[0])).toBe(false)
    page.hide()
    page.freeze()
    await expect(store.get(stored.key)).rejects.toThrow('closed')
    await expect(store.open()).rejects.toThrow('closed')
    expect(made).toHaveLength(1)
  })
})

describe('a fault', () => {
  it('of one row concerns no other, and nothing is tried again in vain (I35, I36)', async () => {
    const store = await anOpenStore()
    const open = vi.spyOn(indexedDB, 'open')
    await expect(store.put(unwritable(stored.key))).rejects.toThrow(TypeError)
    expect(await store.put(stored)).toBe(true)
    expect(open).not.toHaveBeenCalled()
  })
})

it('a client’s remove of all takes rows along of which the books know nothing (I41)', async () => {
  const client = createEtagged({
    baseUrl: 'https://api.test',
    fetch: async () => Response.json({}, { headers: { etag: '"1"' } }),
    store: createIdbStore(),
    tabs: false,
  })
  await client.json('/coins')
  await client.idle()
  const database = await holdOpen('etagged-anonymous')
  const transaction = database.transaction('responses', 'readwrite')
  transaction.objectStore('responses').put('orphan', ['/orphan', ''])
  await client.remove('all')
  expect(await rowsIn(database, 'responses')).toEqual([])
  expect(await client.peek('/coins')).toBeUndefined()
  await client.json('/coins')
  await client.idle()
  expect(await rowsIn(database, 'responses')).toHaveLength(2)
  database.close()
})

describe('a 304', () => {
  it.each([100, 100_000, 1_000_000])(
    'writes at most 1 kB when the body has %i bytes (I12)',
    async (bytes) => {
      const store = await anOpenStore()
      const response = aStoredResponse({ body: aBody('x'.repeat(bytes)) })
      await store.put(response)
      const put = vi.spyOn(IDBObjectStore.prototype, 'put')
      await store.freshen({ ...response, requestTime: response.requestTime + 1 })
      expect(JSON.stringify(put.mock.calls).length).toBeLessThanOrEqual(1000)
    },
  )
})
