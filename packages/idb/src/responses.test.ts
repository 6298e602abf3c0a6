import { IDBFactory, IDBKeyRange, IDBObjectStore as FakeObjectStore } from 'fake-indexeddb'
import { entries, get, keys, set } from 'idb-keyval'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectTo } from './connection.ts'
import { type Fence, fence } from './fence.ts'
import { adoptGeneration } from './generation.ts'
import { type Responses, responsesIn } from './responses.ts'
import { SLOTS } from './slots.ts'
import { aBody, aStoredResponse, aVariant } from './stored-response.test-fixture.ts'

let within: Fence
let responses: Responses

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  const connection = connectTo('a')
  within = fence(connection, await adoptGeneration(connection))
  responses = responsesIn(within, '1')
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const stored = aStoredResponse()
const { key } = stored

function transactionsOf({ mock }: { mock: { contexts: readonly unknown[] } }): number {
  const stores = mock.contexts as readonly IDBObjectStore[]
  return new Set(stores.map(({ transaction }) => transaction)).size
}

describe('put', () => {
  it('writes a metadata row and a body row, in one transaction (I12)', async () => {
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    await responses.put(stored)
    expect(put.mock.calls.map(([, rowKey]) => rowKey)).toEqual([[key], [key, 0]])
    expect(transactionsOf(put)).toBe(1)
  })

  it('leaves the former response whole when the second row cannot be written (I12)', async () => {
    await responses.put(stored)
    const content = Uint8Array.of(0xff, 0xfe)
    const putting = responses.put({ ...stored, body: aBody(content) })
    // Its checksum is known by now; what is detached cannot be cloned any more.
    structuredClone(content, { transfer: [content.buffer] })
    await expect(putting).rejects.toThrow(expect.objectContaining({ name: 'DataCloneError' }))
    expect(await responses.get(key)).toEqual([stored])
  })

  it('reuses the slot of what it replaces, so no body is left over', async () => {
    for (let version = 0; version < 5; version += 1) {
      await responses.put(aStoredResponse({ body: aBody(`${version}`) }))
    }
    expect(await keys(within.use)).toEqual([[key], [key, 0]])
  })

  it('keeps eight variants of a key, and lets the oldest go with its body', async () => {
    for (let count = 0; count < SLOTS + 3; count += 1) {
      await responses.put(aVariant(`x-${count}`, { requestTime: count }))
    }
    const found = await responses.get(key)
    expect(found.map(({ requestTime }) => requestTime)).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
    expect(await keys(within.use)).toHaveLength(SLOTS + 1)
  })

  it('clears what an unreadable row may have left', async () => {
    await responses.put(aVariant('de'))
    await responses.put(aVariant('en'))
    await responsesIn(within, '2').put(stored)
    expect(await keys(within.use)).toEqual([[key], [key, 0]])
  })
})

describe('get', () => {
  it('needs one transaction and two rows for a single variant', async () => {
    await responses.put(stored)
    const read = vi.spyOn(FakeObjectStore.prototype, 'get')
    expect(await responses.get(key)).toEqual([stored])
    expect(read.mock.calls.map(([query]) => query)).toEqual([[key], [key, 0], 'current'])
    expect(transactionsOf(read)).toBe(1)
  })

  it('finds the other variants in the same transaction', async () => {
    await responses.put(aVariant('de'))
    await responses.put(aVariant('en'))
    const read = vi.spyOn(FakeObjectStore.prototype, 'get')
    expect(await responses.get(key)).toHaveLength(2)
    expect(transactionsOf(read)).toBe(1)
  })

  it('finds nothing of a damaged variant, and removes it (I11)', async () => {
    const [german, english] = [aVariant('de'), aVariant('en')]
    await responses.put(german)
    await responses.put(english)
    await set([key, 0], { id: german.body.id, content: '{"language":"dE"}' }, within.use)
    expect(await responses.get(key)).toEqual([english])
    expect(await keys(within.use)).toEqual([[key], [key, 1]])
    expect(await responses.get(key)).toEqual([english])
  })

  it('removes a key whose only variant is damaged (I11)', async () => {
    await responses.put(stored)
    await set([key, 0], 'rubbish', within.use)
    expect(await responses.get(key)).toEqual([])
    expect(await keys(within.use)).toEqual([])
  })

  it('spares what took the place of the damaged variant meanwhile (I11)', async () => {
    await responses.put(stored)
    await set([key, 0], 'rubbish', within.use)
    const replacement = aStoredResponse({ body: aBody('{"name":"new"}') })
    const [found] = await Promise.all([responses.get(key), responses.put(replacement)])
    expect(found).toEqual([])
    expect(await responses.get(key)).toEqual([replacement])
  })

  it('says nothing when it cannot remove the damaged variant', async () => {
    await responses.put(stored)
    await set([key, 0], 'rubbish', within.use)
    vi.spyOn(FakeObjectStore.prototype, 'delete').mockImplementation(() => {
      throw new DOMException('disk', 'UnknownError')
    })
    expect(await responses.get(key)).toEqual([])
    expect(await keys(within.use)).toEqual([[key], [key, 0]])
  })

  it('leaves rows of another epoch where they are (I40)', async () => {
    await responses.put(stored)
    expect(await responsesIn(within, '2').get(key)).toEqual([])
    expect(await responses.get(key)).toEqual([stored])
  })
})

describe('freshen', () => {
  it('rewrites the metadata row alone (I12)', async () => {
    await responses.put(stored)
    const body = await get<unknown>([key, 0], within.use)
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    await responses.freshen({ ...stored, requestTime: stored.requestTime + 1 })
    expect(put.mock.calls.map(([, rowKey]) => rowKey)).toEqual([[key]])
    expect(await get([key, 0], within.use)).toEqual(body)
  })
})

describe('invalidate', () => {
  it('reads no body and rewrites what is not yet marked, in one transaction', async () => {
    await responses.put(stored)
    await responses.put({ ...stored, key: 'marked', invalidated: true })
    const read = vi.spyOn(FakeObjectStore.prototype, 'get')
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    await responses.invalidate([key, 'marked', 'unknown'])
    expect(read.mock.calls.map(([query]) => query)).toEqual([
      'current',
      [key],
      ['marked'],
      ['unknown'],
    ])
    expect(put.mock.calls.map(([, rowKey]) => rowKey)).toEqual([[key]])
  })
})

describe('delete', () => {
  it('removes the metadata row and all bodies, and no other key', async () => {
    await responses.put(aVariant('de'))
    await responses.put(aVariant('en'))
    const neighbours = [`${key}/`, key.slice(0, -1)]
    for (const neighbour of neighbours) await responses.put({ ...stored, key: neighbour })
    await responses.delete([key])
    const left = await entries(within.use)
    expect(left.map(([rowKey]) => rowKey)).toEqual(
      neighbours.toSorted().flatMap((neighbour) => [[neighbour], [neighbour, 0]]),
    )
  })
})
