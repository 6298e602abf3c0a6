import { GenerationEndedError, MOST_VARIANTS, variantKey } from '@etagged/core'
import { IDBObjectStore as FakeObjectStore } from 'fake-indexeddb'
import { describe, expect, it, vi } from 'vitest'
import { rowKeys, openForEach, spyOnReads } from './fake-disk.test-fixture.ts'
import { putNow } from './responses.test-fixture.ts'
import { fresheningKey, responseKey } from './rows.ts'
import { aBody, aStoredResponse, aVariant, several } from './stored-response.test-fixture.ts'

const open = openForEach()

const stored = aStoredResponse()
const { key } = stored

function transactionsOf({ mock }: { mock: { contexts: readonly unknown[] } }): number {
  const stores = mock.contexts as readonly IDBObjectStore[]
  return new Set(stores.map(({ transaction }) => transaction)).size
}

describe('put', () => {
  it('writes one row and an entry in the books, in one transaction (I12)', async () => {
    await putNow(open.responses, ...several(1))
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    await putNow(open.responses, stored)
    expect(put.mock.calls.map(([, rowKey]) => rowKey)).toEqual([
      responseKey(key, ''),
      expect.any(Number),
    ])
    expect(transactionsOf(put)).toBe(1)
  })

  it('reads and deletes no row that it replaces, which would cost more than to replace it', async () => {
    const all = several(50)
    await putNow(open.responses, ...all)
    const reads = spyOnReads()
    const remove = vi.spyOn(FakeObjectStore.prototype, 'delete')
    const later = all.map((each) => ({ ...each, requestTime: each.requestTime + 1, body: aBody() }))
    await putNow(open.responses, ...later)
    // Of the journal.
    expect(reads('responses')).toHaveLength(1)
    expect(remove).not.toHaveBeenCalled()
    expect(await open.responses.get('GET /7')).toEqual([later[7]])
  })

  it('joins others in one transaction, twenty milliseconds after the first', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    const putting = [open.responses.put(stored)]
    vi.advanceTimersByTime(19)
    putting.push(...several(10).map((other) => open.responses.put(other)))
    expect(put).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(await Promise.all(putting)).toEqual(Array.from({ length: 11 }, () => true))
    expect(transactionsOf(put)).toBe(1)
  })

  it('is seen by what is called after it, before it has resolved', async () => {
    const putting = open.responses.put(stored)
    expect(await open.responses.get(key)).toEqual([stored])
    const [other] = several(1)
    if (other === undefined) throw new Error('no response')
    const another = open.responses.put(other)
    expect(await open.responses.keys()).toEqual([key, other.key])
    const last = open.responses.put({ ...other, key: 'GET /last' })
    expect(await open.responses.size()).toMatchObject({ entries: 3 })
    expect(await Promise.all([putting, another, last])).toEqual([true, true, true])
  })

  it('leaves the former response whole when the row cannot be written (I12)', async () => {
    await putNow(open.responses, stored)
    const content = Uint8Array.of(0xff, 0xfe)
    const putting = putNow(open.responses, { ...stored, body: aBody(content) })
    structuredClone(content, { transfer: [content.buffer] })
    await expect(putting).rejects.toThrow(Error)
    expect(await open.responses.get(key)).toEqual([stored])
  })

  it('takes the place of what it replaces, so no body is left over', async () => {
    for (let version = 0; version < 5; version += 1) {
      await putNow(open.responses, aStoredResponse({ body: aBody(`${version}`) }))
    }
    expect(await rowKeys(open)).toEqual([responseKey(key, '')])
  })

  it('keeps eight variants of a key, and lets the oldest go', async () => {
    const all = Array.from({ length: MOST_VARIANTS + 3 }, (_, at) =>
      aVariant(`x-${at}`, { requestTime: at }),
    )
    await putNow(open.responses, ...all)
    const found = await open.responses.get(key)
    const times = found.map(({ requestTime }) => requestTime)
    expect(times.toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
    expect(await rowKeys(open)).toHaveLength(MOST_VARIANTS)
  })

  it('leaves other variants, whether or not it is one itself', async () => {
    const at = (requestTime: number) => ({ ...stored, requestTime })
    await putNow(open.responses, aVariant('de'))
    await putNow(open.responses, at(stored.requestTime + 1))
    await putNow(open.responses, aVariant('en', { requestTime: stored.requestTime + 2 }))
    await putNow(open.responses, at(stored.requestTime + 3))
    const found = await open.responses.get(key)
    expect(found.map(({ nominated }) => nominated[0]?.[1])).toEqual([undefined, 'de', 'en'])
  })

  it('gives way to what was requested later, in one transaction as in several (I18)', async () => {
    const late = aStoredResponse({ requestTime: 2, body: aBody('late') })
    const early = aStoredResponse({ requestTime: 1, body: aBody('early') })
    await putNow(open.responses, late, early)
    expect(await open.responses.get(key)).toEqual([late])
    expect(await putNow(open.responses, early)).toEqual([true])
    expect(await open.responses.get(key)).toEqual([late])
  })

  it('is not freshened by what a 304 said of the same body before (I18)', async () => {
    await putNow(open.responses, stored)
    const at = (requestTime: number) => ({ ...stored, requestTime })
    void open.responses.freshen(at(stored.requestTime + 1))
    await open.responses.flush()
    const again = { ...at(stored.requestTime + 1), statusText: 'again' }
    await putNow(open.responses, again)
    expect(await open.responses.get(key)).toEqual([again])
    void open.responses.freshen(at(stored.requestTime + 2))
    await open.responses.flush()
    const last = { ...at(stored.requestTime + 3), statusText: 'last' }
    await putNow(open.responses, last)
    expect(await rowKeys(open)).toContainEqual(fresheningKey(key, ''))
    expect(await open.responses.get(key)).toEqual([last])
  })

  it('clears what an unreadable row may have left', async () => {
    await putNow(open.responses, aVariant('de'), aVariant('en'))
    await putNow(open.again({}, '2'), stored)
    expect(await rowKeys(open)).toEqual([responseKey(key, '')])
  })
})

describe('a body that is too large', () => {
  it('is not taken, and what it would have replaced is gone (I39)', async () => {
    const small = open.again({ maxEntryBytes: 100 })
    const german = aVariant('de')
    await putNow(small, german, aVariant('en'))
    const larger = aVariant('en', { body: aBody('x'.repeat(101)) })
    expect(await putNow(small, larger)).toEqual([false])
    expect(await small.get(key)).toEqual([german])
    expect(await rowKeys(open)).toEqual([responseKey(key, variantKey(german))])
    expect(await putNow(small, aVariant('en', { body: aBody('x'.repeat(100)) }))).toEqual([true])
  })

  it('removes nothing that was requested later (I18)', async () => {
    const small = open.again({ maxEntryBytes: 100 })
    await putNow(small, stored)
    const earlier = { ...stored, requestTime: stored.requestTime - 1, body: aBody('x'.repeat(101)) }
    expect(await putNow(small, earlier)).toEqual([false])
    expect(await small.get(key)).toEqual([stored])
  })

  it('is limited as its size tells', async () => {
    expect(await open.responses.size()).toMatchObject({ maxBytes: 64 * 2 ** 20 })
    expect(await open.again({ maxBytes: 20_000 }).size()).toMatchObject({ maxBytes: 20_000 })
  })

  it('flushes none of the others, however little room there is (I38)', async () => {
    const small = open.again({ maxBytes: 20_000 })
    const others = ['a', 'b', 'c'].map((name) => aStoredResponse({ key: `GET /${name}` }))
    await putNow(small, ...others)
    expect(await putNow(small, { ...stored, body: aBody('x'.repeat(19_000)) })).toEqual([false])
    expect(await small.keys()).toEqual(others.map((other) => other.key))
    expect(open.reports).toEqual([])
  })

  it.each([
    ['5 MiB by default', {}, 5 * 2 ** 20, true],
    ['one byte more', {}, 5 * 2 ** 20 + 1, false],
    ['just below 100 MiB if allowed', { maxEntryBytes: 2 ** 40, maxBytes: 2 ** 41 }, 0, true],
    ['100 MiB, whatever is allowed', { maxEntryBytes: 2 ** 40, maxBytes: 2 ** 41 }, 1, false],
    ['half of what all may take', { maxBytes: 2000, maxEntryBytes: 2000 }, 1000, true],
    ['more than half', { maxBytes: 2000, maxEntryBytes: 2000 }, 1001, false],
  ])('is decided before anything is written: %s (I39)', async (_case, limits, bytes, taken) => {
    const put = vi.spyOn(FakeObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no further', 'UnknownError')
    })
    const size = bytes > 1 ? bytes : 100 * 2 ** 20 - 1 + bytes
    const body = { id: 'x', content: new Uint8Array(1), bytes: size }
    const outcomes = await Promise.allSettled([putNow(open.again(limits), { ...stored, body })])
    expect(outcomes[0].status).toBe(taken ? 'rejected' : 'fulfilled')
    expect(put).toHaveBeenCalledTimes(taken ? 1 : 0)
  })
})

describe('get', () => {
  it('needs one request beside that for the generation and the log', async () => {
    await putNow(open.responses, stored)
    const reads = spyOnReads()
    const single = vi.spyOn(FakeObjectStore.prototype, 'get')
    expect(await open.responses.get(key)).toEqual([stored])
    expect(reads('responses')).toHaveLength(1)
    expect(reads('generations')).toHaveLength(1)
    expect(single).not.toHaveBeenCalled()
  })

  it('shares its transaction with all gets of the tick', async () => {
    const all = several(20)
    await putNow(open.responses, ...all)
    const reads = spyOnReads()
    const found = await Promise.all(all.map((each) => open.responses.get(each.key)))
    expect(found).toEqual(all.map((each) => [each]))
    expect(reads('responses')).toHaveLength(20)
    expect(reads('generations')).toHaveLength(1)
  })

  it('finds all variants in the same transaction', async () => {
    await putNow(open.responses, aVariant('de'), aVariant('en'))
    const read = vi.spyOn(FakeObjectStore.prototype, 'getAll')
    expect(await open.responses.get(key)).toHaveLength(2)
    expect(transactionsOf(read)).toBe(1)
  })
})

describe('what waits to be written', () => {
  it('is refused when the generation has ended, and nothing of it is written later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    const putting = open.responses.put(stored)
    open.within.shut()
    void open.responses.flush()
    await expect(putting).rejects.toBeInstanceOf(GenerationEndedError)
    vi.advanceTimersByTime(1000)
    await open.responses.flush()
    expect(put).not.toHaveBeenCalled()
  })
})
