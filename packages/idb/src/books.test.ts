import type { StoredResponse } from '@etagged/core'
import * as fc from 'fast-check'
import { IDBObjectStore as FakeObjectStore } from 'fake-indexeddb'
import { entries, keys, set } from 'idb-keyval'
import { describe, expect, it, vi } from 'vitest'
import { fakeDiskForEach, spyOnReads } from './fake-disk.test-fixture.ts'
import { type Engine, loseRow } from './lost-row.test-fixture.ts'
import type { Responses } from './responses.ts'
import { type OpenResponses, openResponses, putNow } from './responses.test-fixture.ts'
import { fresheningKey } from './rows.ts'
import { aBody, aStoredResponse, unwritable } from './stored-response.test-fixture.ts'

fakeDiskForEach()

const response = (name: number | string, bytes = 100, requestTime = 0): StoredResponse =>
  aStoredResponse({ key: `GET /${name}`, requestTime, body: aBody('x'.repeat(bytes)) })

const keysOf = (names: string): readonly string[] => names.split('').map((name) => `GET /${name}`)

async function putEach({ responses }: OpenResponses, names: string): Promise<void> {
  for (const name of names) await putNow(responses, response(name))
}

/** The keys under which there is a response, whatever the books say. */
async function stored({ use }: OpenResponses): Promise<readonly unknown[]> {
  const all = (await keys<[[string], string]>(use)).filter(Array.isArray)
  // A list, where it does not begin as most do.
  return [...new Set(all.map(([[key]]) => key as unknown))]
}

/** The journal's rows, first to last. */
async function journal({ use }: OpenResponses): Promise<readonly [number, unknown][]> {
  const rows = await entries<IDBValidKey, unknown>(use)
  return rows.flatMap(([key, row]) =>
    typeof key === 'number' ? [[key, row] as const] : [],
  ) as never
}

/** What a row of the journal says of each key that was changed. */
const changesIn = (row: unknown): readonly [key: string, entries: readonly unknown[]][] =>
  Reflect.get(Object(row), 2) as never

describe('eviction', () => {
  it('removes what was used least recently down to nine tenths, with what freshened it', async () => {
    const open = await openResponses({ maxEntries: 10 })
    const first = response('a')
    await putNow(open.responses, first)
    void open.responses.freshen({ ...first, requestTime: 1 })
    await putEach(open, 'bcdefghijk')
    expect(open.reports).toEqual([{ type: 'evicted', keys: keysOf('ab'), because: 'limit' }])
    expect(await open.responses.keys()).toEqual(keysOf('cdefghijk'))
    expect(await stored(open)).toEqual(keysOf('cdefghijk'))
    expect(await keys(open.use)).not.toContainEqual(fresheningKey(first.key, ''))
  })

  it('goes by bytes as well', async () => {
    const open = await openResponses()
    await putEach(open, 'ab')
    const { bytes } = await open.responses.size()
    const next = open.again({ maxBytes: bytes * 1.5 - 1 })
    await putNow(next, response('c'))
    expect(open.reports).toEqual([{ type: 'evicted', keys: keysOf('a'), because: 'limit' }])
    expect(await next.size()).toMatchObject({ entries: 2, bytes })
  })

  it('reads no response', async () => {
    const open = await openResponses({ maxEntries: 20 })
    await putNow(open.responses, ...Array.from({ length: 20 }, (_, at) => response(at)))
    const reads = spyOnReads()
    const get = vi.spyOn(FakeObjectStore.prototype, 'get')
    await putEach(open, 'x')
    // Of the journal.
    expect(reads('responses')).toHaveLength(1)
    expect(get).not.toHaveBeenCalled()
    expect(await open.responses.size()).toMatchObject({ entries: 18 })
  })

  it('spares what was read since', async () => {
    const open = await openResponses({ maxEntries: 4 })
    await putEach(open, 'abcd')
    await open.responses.get('GET /a')
    await putEach(open, 'e')
    expect(open.reports).toEqual([{ type: 'evicted', keys: keysOf('b'), because: 'limit' }])
  })

  it('spares what a 304 confirmed since', async () => {
    const open = await openResponses({ maxEntries: 4 })
    const first = response('a')
    await putNow(open.responses, first)
    await putEach(open, 'bcd')
    void open.responses.freshen({ ...first, requestTime: 1 })
    await putEach(open, 'e')
    expect(open.reports).toEqual([{ type: 'evicted', keys: keysOf('b'), because: 'limit' }])
  })

  it('tells who put too much at once that not all was taken', async () => {
    const open = await openResponses({ maxEntries: 2 })
    const all = ['a', 'b', 'c'].map((name) => response(name))
    expect(await putNow(open.responses, ...all)).toEqual([false, true, true])
  })

  it('takes rows of other epochs along (I40)', async () => {
    const open = await openResponses()
    await putEach(open, 'ab')
    const next = open.again({ maxEntries: 1 }, '2')
    await putNow(next, response('c'))
    expect(open.reports).toMatchObject([{ type: 'evicted', keys: keysOf('ab') }])
  })
})

describe('a use', () => {
  it('is noted when half as many others are newer as there are entries', async () => {
    const open = await openResponses()
    await putEach(open, 'abcdefgh')
    for (const name of 'hgfeabcd') await open.responses.get(`GET /${name}`)
    await open.responses.flush()
    expect(await open.responses.keys()).toEqual(keysOf('efghabcd'))
  })

  it('is not written again by a start that knows of none, when it is the latest', async () => {
    const open = await openResponses()
    await putEach(open, 'abcd')
    const start = open.again()
    await start.get('GET /d')
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    await start.flush()
    expect(put).not.toHaveBeenCalled()
  })

  it('waits for the next transaction, and needs none of its own', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const open = await openResponses()
    await putEach(open, 'abc')
    await open.responses.get('GET /a')
    expect(vi.getTimerCount()).toBe(0)
    expect(await open.again().keys()).toEqual(keysOf('abc'))
    await open.responses.flush()
    expect(await open.again().keys()).toEqual(keysOf('bca'))
  })
})

const name = fc.integer({ min: 0, max: 6 })
const range = fc.oneof(
  name.map((at) => ({ key: `GET /${at}` })),
  fc.constantFrom({ prefix: 'GET /1' }, { prefix: 'GET /' }),
)
const nominated = fc.constantFrom([], [['lang', 'de'] as const], [['lang', 'en'] as const])
const puts = fc.record({ put: name, bytes: fc.nat(2000), time: fc.nat(9), nominated })
const others = [
  fc.record({ get: name }),
  fc.record({ freshen: name, time: fc.nat(9) }),
  fc.record({ invalidate: range, time: fc.nat(9) }),
  fc.record({ delete: range }),
] as const
const steps = fc.oneof({ weight: 5, arbitrary: puts }, ...others, fc.constant('flush' as const))
type Step = Exclude<typeof steps extends fc.Arbitrary<infer T> ? T : never, 'flush'>

/** `latest` is what was put last under each name. */
function take(step: Step, tab: Responses, latest: Map<number, StoredResponse>): Promise<unknown> {
  if ('put' in step) {
    const put = { ...response(step.put, step.bytes, step.time), nominated: step.nominated }
    latest.set(step.put, put)
    return tab.put(put)
  }
  if ('get' in step) return tab.get(`GET /${step.get}`)
  if ('invalidate' in step) return tab.invalidate([step.invalidate], step.time)
  if ('delete' in step) return tab.delete([step.delete])
  const former = latest.get(step.freshen) ?? response(step.freshen)
  return tab.freshen({ ...former, requestTime: step.time })
}

describe('the journal', () => {
  const entry: readonly unknown[] = ['', '1', 1, 0, 'id', []]
  type Rows = readonly [number, unknown][]

  /** The journal with another entry in its second row. */
  const withEntry =
    (...given: readonly unknown[]) =>
    (rows: Rows): Rows => {
      const at = rows[1]?.[0] ?? 0
      return rows.with(1, [at, [at, false, [['GET /a', [given]]]]])
    }

  it.each<[string, (rows: Rows) => Rows]>([
    ['is missing', () => []],
    ['lacks its beginning', (rows) => rows.slice(1)],
    ['lacks a row', (rows) => rows.toSpliced(1, 1)],
    ['has a garbled row', (rows) => rows.with(1, [rows[1]?.[0] ?? 0, 'rubbish'])],
    ['has a row without a number', (rows) => rows.with(1, [rows[1]?.[0] ?? 0, [null, false, []]])],
    ['has a hole', (rows) => rows.with(1, [rows[1]?.[0] ?? 0, Array.from({ length: 3 })])],
    ['counts bytes that cannot be', withEntry(...entry.with(2, -1))],
    ['counts bytes without end', withEntry(...entry.with(2, Number.POSITIVE_INFINITY))],
    ['counts more bytes than can be added up', withEntry(...entry.with(2, Number.MAX_VALUE))],
    ['has a body without a name', withEntry(...entry.with(4, null))],
    ['has a tag that is no text', withEntry(...entry.with(5, ['coin', 1]))],
    ['has an entry of less', withEntry(...entry.slice(0, -1))],
    ['has an entry of more', withEntry(...entry, 1)],
    [
      'has its rows on a prototype',
      (rows) => rows.map(([key, row]) => [key, { row }] as const) as never,
    ],
  ])(
    'that %s tells nothing of the rows: they go, and a new one begins (I41)',
    async (_case, spoil) => {
      const open = await openResponses()
      await putEach(open, 'abc')
      const rows = await journal(open)
      await open.use('readwrite', (responses) => {
        for (const [key] of rows) responses.delete(key)
        for (const [key, row] of spoil(rows)) responses.put(row, key)
      })
      const start = open.again()
      expect(await start.size()).toMatchObject({ entries: 0, bytes: 0 })
      await putNow(start, response('d'))
      expect(await start.keys()).toEqual(keysOf('d'))
      expect(await stored(open)).toEqual(keysOf('d'))
      expect(await open.responses.keys()).toEqual(keysOf('d'))
    },
  )

  it('counts right again when what had sizes that nobody can add exactly is gone (I41)', async () => {
    const open = await openResponses()
    await putEach(open, 'a')
    const { bytes } = await open.responses.size()
    const huge = entry.with(2, Number.MAX_SAFE_INTEGER)
    const variants = Array.from({ length: 5000 }, (_, at) => huge.with(0, `${at}`))
    const at = ((await journal(open)).at(-1)?.[0] ?? 0) + 1
    await set(at, [at, false, [['GET /b', variants]]], open.use)
    await putEach(open, 'c')
    await open.responses.delete([{ prefix: 'GET /' }])
    expect(await open.responses.size()).toMatchObject({ entries: 0, bytes: 0 })
    await putEach(open, 'd')
    expect(await open.responses.size()).toMatchObject({ entries: 1, bytes })
  })

  it('tells by tags of few bytes, which stand there only where there are some', async () => {
    const open = await openResponses()
    await putNow(open.responses, response('a'), {
      ...response('b'),
      tags: ['x'.repeat(256)],
      fields: [['cache-groups', `"${'y'.repeat(256)}"`]],
    })
    const [plain, tagged] = (await journal(open)).flatMap(([, row]) => changesIn(row))
    expect(plain).toEqual(['GET /a', [['', '1', expect.any(Number), 0, expect.any(String), []]]])
    const marks = Array.from({ length: 3 }, () => expect.any(String) as string)
    expect(tagged).toEqual(['GET /b', [expect.arrayContaining([marks])]])
    expect(JSON.stringify(tagged).length).toBeLessThan(150)
  })

  it('is followed by a tab that knows its beginning, without reading that again', async () => {
    const open = await openResponses()
    const there = open.again()
    await putEach(open, 'ab')
    await putNow(there, response('c'))
    await putEach(open, 'd')
    const reads = spyOnReads()
    await putNow(there, response('a', 50, 1))
    expect(reads('responses')).toHaveLength(1)
    expect(await there.keys()).toEqual(keysOf('bcda'))
  })

  it('is gone after the rows were cleared, also for a tab that knew it (I7)', async () => {
    const open = await openResponses()
    const former = response('a')
    await putNow(open.responses, former)
    await open.use('readwrite', (responses) => void responses.clear())
    const freshening = open.responses.freshen({ ...former, requestTime: 1 })
    void open.responses.flush()
    expect(await freshening).toBe(false)
    expect(await open.responses.keys()).toEqual([])
  })

  it('is another one after the rows were cleared, also where it has grown as long (I7)', async () => {
    const open = await openResponses()
    const there = open.again()
    const former = response('a')
    await putNow(there, former)
    await open.use('readwrite', (responses) => void responses.clear())
    await putEach(open, 'b')
    const freshening = there.freshen({ ...former, requestTime: 1 })
    void there.flush()
    expect(await freshening).toBe(false)
    await putNow(there, response('c'))
    expect(await there.keys()).toEqual(keysOf('bc'))
  })

  it('is written anew when it has grown long, and others follow', async () => {
    const open = await openResponses()
    const there = open.again()
    await putNow(there, response('z'))
    let longest = 0
    for (let round = 0; round < 120; round += 1) {
      await putEach(open, String(round % 10))
      longest = Math.max(longest, (await journal(open)).length)
    }
    expect(longest).toBeGreaterThan(50)
    expect(longest).toBeLessThan(110)
    const keysThen = keysOf('z0123456789')
    expect(await open.responses.keys()).toEqual(keysThen)
    await putNow(there, response('z', 100, 1))
    expect(await there.keys()).toEqual([...keysThen.slice(1), 'GET /z'])
  })

  it('has no part in what a transaction did not change', async () => {
    const open = await openResponses()
    await putEach(open, 'a')
    await expect(putNow(open.responses, unwritable('GET /b'))).rejects.toThrow(Error)
    await putEach(open, 'c')
    expect(await open.responses.keys()).toEqual(keysOf('ac'))
  })

  it('does not keep a response from being read', async () => {
    const open = await openResponses()
    const there = response('a')
    await putNow(open.responses, there)
    await set((await journal(open))[0]?.[0] ?? 0, 'rubbish', open.use)
    expect(await open.again().get('GET /a')).toEqual([there])
  })

  it('tells what is there after whatever two tabs did, and no row is left over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(steps, fc.boolean()), { maxLength: 40 }), async (all) => {
        const limits = { maxEntries: 5, maxBytes: 12_000, maxEntryBytes: 1800 }
        const open = await openResponses(limits)
        const tabs = [open.responses, open.again(limits)] as const
        const bodies = new Map<number, StoredResponse>()
        const done: Promise<unknown>[] = []
        for (const [each, isThere] of all) {
          if (each === 'flush') await tabs[0].flush()
          else done.push(take(each, tabs[isThere ? 1 : 0], bodies))
        }
        await Promise.all(tabs.map((tab) => tab.flush()))
        await Promise.all(done)
        const size = await tabs[0].size()
        expect(await tabs[1].size()).toEqual(size)
        expect(size.entries).toBeLessThanOrEqual(5)
        expect(size.bytes).toBeLessThanOrEqual(12_000)
        expect((await tabs[0].keys()).toSorted()).toEqual(await stored(open))
        for (const key of await tabs[0].keys()) expect(await tabs[1].get(key)).not.toEqual([])
        expect(open.reports.filter(({ type }) => type === 'damaged')).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

describe('a journal of which the browser lost a row', () => {
  const lost = [
    new DOMException('Data lost due to missing file', 'NotReadableError'),
    new DOMException('Failed to read large IndexedDB value', 'UnknownError'),
  ]
  const engines: readonly Engine[] = ['that aborts', 'that goes on']
  const cases = engines.flatMap((engine) => lost.map((because) => ({ engine, because })))

  async function loseJournal(because: DOMException, engine: Engine): Promise<OpenResponses> {
    const open = await openResponses()
    await putEach(open, 'ab')
    const [at = 0] = (await journal(open)).at(-1) ?? []
    loseRow(at, because, engine)
    return open
  }

  it.each(cases)(
    'blocks no write: all responses go, and a new one begins: $because, in an engine $engine (I41)',
    async ({ engine, because }) => {
      const open = await loseJournal(because, engine)
      const next = open.again()
      expect(await putNow(next, response('c'), response('d'))).toEqual([true, true])
      expect(await stored(open)).toEqual(keysOf('cd'))
      expect(await next.keys()).toEqual(keysOf('cd'))
      expect(await open.again().keys()).toEqual(keysOf('cd'))
      expect(await putNow(open.responses, response('e'))).toEqual([true])
      expect(await next.keys()).toEqual(keysOf('cde'))
    },
  )

  it.each(cases)(
    'tells of no response, and fails no count: $because, in an engine $engine (I41)',
    async ({ engine, because }) => {
      const open = await loseJournal(because, engine)
      expect(await open.again().size()).toMatchObject({ entries: 0, bytes: 0 })
    },
  )

  it.each(engines)(
    'leaves no books of rows that are gone, also when later writes begin meanwhile, in an engine %s (I41)',
    async (engine) => {
      const open = await loseJournal(new DOMException('', 'NotReadableError'), engine)
      const next = open.again()
      const { promise: later, resolve } = Promise.withResolvers<boolean>()
      const remove = FakeObjectStore.prototype.delete
      vi.spyOn(FakeObjectStore.prototype, 'delete').mockImplementationOnce(function (
        this: InstanceType<typeof FakeObjectStore>,
        all: IDBKeyRange,
      ) {
        resolve(next.put(response('d')))
        void next.flush()
        return remove.call(this, all)
      } as typeof remove)
      await Promise.allSettled([putNow(next, response('c'))])
      expect(await later).toBe(true)
      await putNow(next, response('e'))
      expect(await next.keys()).toEqual(await stored(open))
      expect(await next.keys()).toEqual(expect.arrayContaining([...keysOf('de')]))
    },
  )

  it('is not what another error tells of: that fails the write, and removes nothing (I41)', async () => {
    const open = await loseJournal(
      new DOMException('Internal error', 'UnknownError'),
      'that goes on',
    )
    await expect(putNow(open.again(), response('c'))).rejects.toThrow(
      expect.objectContaining({ name: 'UnknownError' }),
    )
    expect(await stored(open)).toEqual(keysOf('ab'))
  })
})
