import { createEtagged, type Etagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { forceCloseDatabase, IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

/** So many turns of the event loop pass before the other side begins: every one is tried. */
const offsets = Array.from({ length: 40 }, (_, index) => index)

beforeEach(() => {
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function turns(count: number): Promise<void> {
  for (let left = count; left > 0; left--) await new Promise((resolve) => setImmediate(resolve))
}

let nonces = 0
let users = 0

/** A tab that hears of others by its database only. */
async function openTab(user: string): Promise<Etagged> {
  const etagged = createEtagged({
    baseUrl: 'https://api.test',
    store: createIdbStore(),
    tabs: false,
    fetch: async () => Response.json({ nonce: ++nonces }, { headers: { etag: `"${nonces}"` } }),
  })
  await etagged.signIn(user)
  return etagged
}

/** Every row of every database, as text. */
async function dump(): Promise<string> {
  const texts: string[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(new Error(`Cannot open ${name}`)))
    })
    if (database.objectStoreNames.contains('responses')) {
      const request = database.transaction('responses').objectStore('responses').getAll()
      await new Promise((resolve) => request.addEventListener('success', resolve))
      texts.push(JSON.stringify(request.result))
    }
    database.close()
  }
  return texts.join()
}

/** A put is under way when another tab ends the generation, so many turns later: what stays? */
async function whatStays(offset: number): Promise<string> {
  vi.stubGlobal('indexedDB', new IDBFactory())
  const user = `alice ${++users}`
  const writing = await openTab(user)
  const leaving = await openTab(user)
  await writing.json('/warm')
  const reads = Promise.allSettled([writing.json('/one'), writing.json('/two')])
  await turns(offset)
  await leaving.signOut()
  await reads
  await writing.idle()
  const rows = await dump()
  await Promise.all([writing.close(), leaving.close()])
  return rows
}

it('R9: a put under way when another tab ends the generation leaves nothing', async () => {
  for (const offset of offsets) expect(await whatStays(offset)).not.toContain('nonce')
})

it('R9: an IndexedDB that forgets that a generation has ended is found out', async () => {
  const clear = IDBObjectStore.prototype.clear
  vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(function (
    this: InstanceType<typeof IDBObjectStore>,
  ) {
    // The row goes on to name the generation that has ended: every comparison succeeds.
    if (this.name !== 'generations') return clear.call(this)
    return this.count() as never
  })
  vi.spyOn(IDBFactory.prototype, 'deleteDatabase').mockImplementation(function (
    this: InstanceType<typeof IDBFactory>,
  ) {
    return this.open('another')
  })
  const left: string[] = []
  for (const offset of offsets) left.push(await whatStays(offset))
  expect(left.join()).toContain('nonce')
})

/** All connections are closed while a put is under way, so many turns after it began. */
async function answersAround(offset: number): Promise<readonly unknown[]> {
  vi.stubGlobal('indexedDB', new IDBFactory())
  opened.length = 0
  const tab = await openTab(`alice ${++users}`)
  await tab.json('/warm')
  const reads = Promise.all([tab.json('/one'), tab.json('/two')])
  await turns(offset)
  for (const database of opened) forceCloseDatabase(database)
  const answers = await reads
  await tab.idle()
  await tab.signOut()
  expect(await dump()).not.toContain('nonce')
  await tab.close()
  return answers.map(({ data }) => data)
}

const opened: Parameters<typeof forceCloseDatabase>[0][] = []

it('R10: connections that are closed while a put is under way cost no answer, and leave no row', async () => {
  const open = IDBFactory.prototype.open
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (
    this: InstanceType<typeof IDBFactory>,
    ...given: Parameters<typeof open>
  ) {
    const request = open.apply(this, given)
    request.addEventListener('success', () => opened.push(request.result as never))
    return request
  })
  const nonce = expect.any(Number) as number
  for (const offset of offsets) {
    expect(await answersAround(offset)).toEqual([{ nonce }, { nonce }])
  }
})
