import * as fc from 'fast-check'
import { promisifyRequest } from 'idb-keyval'
import { describe, expect, it } from 'vitest'
import { openForEach } from './fake-disk.test-fixture.ts'
import { markOf } from './books.ts'
import { invalidationsIn } from './invalidations.ts'
import { putNow } from './responses.test-fixture.ts'
import { aStoredResponse } from './stored-response.test-fixture.ts'

const open = openForEach()

const stored = aStoredResponse({ requestTime: 5 })

/** Puts this in place of the log. */
const putLog = (row: unknown): Promise<void> =>
  open.within.transact(
    'readwrite',
    async () => undefined,
    (_found, { generations }) => void generations.put(row, 'log'),
  )

const readLog = (): Promise<unknown> =>
  open.within.transact(
    'readonly',
    async () => undefined,
    (_found, { generations }) => promisifyRequest<unknown>(generations.get('log')),
  )

describe('the log of invalidations', () => {
  it('is kept with one entry for each range, of the latest instant (I19)', async () => {
    await open.responses.invalidate([{ key: 'a' }, { prefix: 'b' }], 5)
    await open.responses.invalidate([{ key: 'a' }, { tag: '* coin' }], 7)
    await open.responses.invalidate([{ key: 'a' }], 3)
    expect(await readLog()).toEqual([
      ['key', markOf('a'), 7],
      ['prefix', `1:${markOf('b')}`, 5],
      ['tag', markOf('* coin'), 7],
    ])
  })

  it('tells by marks alone what a key, its beginning or one of its tags is meant by (I19, I43)', () => {
    const log = invalidationsIn(undefined, 0)
    log.note([{ key: 'GET /a' }], 1)
    log.note([{ prefix: 'GET /b' }], 2)
    log.note([{ tag: '* c' }], 3)
    const read = invalidationsIn(structuredClone(log.row()), 0)
    const asked: readonly (readonly [string, string[], number])[] = [
      ['GET /a', [], 1],
      ['GET /a/1', [], Number.NEGATIVE_INFINITY],
      ['GET /b', [], 2],
      ['GET /b/1', [], 2],
      ['GET /', [], Number.NEGATIVE_INFINITY],
      ['GET /d', ['* c'], 3],
      ['GET /d', ['* cc'], Number.NEGATIVE_INFINITY],
      ['GET /b/1', ['* c'], 3],
    ]
    for (const [key, tags, at] of asked) expect(read.last(key, tags)).toBe(at)
    expect(JSON.stringify(log.row())).not.toMatch(/GET|\*/)
  })

  it.each([
    ['texts, as of another layout', ['key', 'same-origin GET https://api.test/a', 5]],
    ['a kind that is none', ['group', 'abc', 5]],
    ['a kind that every object has', ['constructor', 'abc', 5]],
    ['a prefix of no length', ['prefix', 'same', 5]],
  ])('may have held anything when it has %s (I41)', (_c, change) => {
    expect(invalidationsIn([change], 7).last('any')).toBe(7)
  })

  it('is bounded, and what it dropped counts for every key, the oldest first (I19)', async () => {
    const ranges = Array.from({ length: 200 }, (_, at) => ({ key: `${at}` }))
    await Promise.all(ranges.map((range, at) => open.responses.invalidate([range], at)))
    const log = await readLog()
    expect(log).toHaveLength(129)
    expect(log).toContainEqual(['prefix', '', 71])
    const invalidations = invalidationsIn(structuredClone(log), 0)
    expect(invalidations.last('any')).toBe(71)
    expect(invalidations.last('3')).toBe(71)
    expect(invalidations.last('150')).toBe(150)
  })

  it.each<[string, unknown]>([
    ['text', 'rubbish'],
    ['no list', { length: 0 }],
    ['with an entry that is no list', ['key']],
    ['with an infinite instant', [['key', 'a', Number.POSITIVE_INFINITY]]],
    ['with an instant before all time', [['key', 'a', -1]]],
    ['with a text for an instant', [['key', 'a', '1']]],
    ['with an entry of no range', [[1]]],
    ['with a tag that is no text', [['tag', 1, 1]]],
    ['with an entry of no instant', [['key', 'a']]],
    ['with an entry of more', [['key', 'a', 1, 1]]],
    ['with a hole', Array.from({ length: 1 })],
    ['that inherits its entries', { latest: Object.create([]) as unknown }],
  ])(
    'may have held anything when it is %s: all is marked until the next invalidation (I41)',
    async (_c, row) => {
      await putLog(row)
      const all = [4, 5, 6, 7].map((at) => aStoredResponse({ key: `GET /${at}`, requestTime: at }))
      await putNow(open.responses, ...all)
      const found = async (): Promise<readonly unknown[]> => {
        const answers: unknown[] = []
        for (const { key } of all) answers.push(...(await open.responses.get(key)))
        await open.responses.flush()
        return answers
      }
      const marked = all.map((each) => ({ ...each, invalidated: true }))
      expect(await found()).toEqual(marked)
      expect(await found()).toEqual(marked)
      await open.responses.invalidate([{ key: 'GET /other' }], 6)
      expect(await found()).toEqual([...marked.slice(0, 3), all[3]])
    },
  )

  it('outlasts a log that could not be read (I41)', async () => {
    await putLog('rubbish')
    await open.responses.invalidate([{ key: stored.key }], 5)
    await putNow(open.responses, stored)
    expect(await open.responses.get(stored.key)).toEqual([{ ...stored, invalidated: true }])
    expect(await readLog()).toEqual([
      ['key', markOf(stored.key), 5],
      ['prefix', '', 5],
    ])
  })

  it('never throws, whatever the row is (I41)', () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    const kind = fc.constantFrom('key', 'prefix', 'tag', '__proto__')
    const note = fc.tuple(fc.oneof(kind, fc.anything()), fc.anything(), fc.anything())
    const rows = fc.oneof(
      fc.array(note),
      fc.array(fc.tuple(kind, fc.string(), fc.double())),
      fc.anything(),
    )
    fc.assert(
      fc.property(rows, (row) => {
        expect(typeof invalidationsIn(row, 1).last('a', ['b'])).toBe('number')
      }),
      { numRuns: 3000 },
    )
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  })
})
