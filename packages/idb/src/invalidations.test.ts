import * as fc from 'fast-check'
import { get, set } from 'idb-keyval'
import { describe, expect, it } from 'vitest'
import { openForEach } from './fake-disk.test-fixture.ts'
import { isOvertaken, MOST_REMEMBERED, parseInvalidations, remember } from './invalidations.ts'
import { putNow } from './responses.test-fixture.ts'
import { aStoredResponse } from './stored-response.test-fixture.ts'

const open = openForEach()

const empty = { since: -Number.MAX_VALUE, latest: [] }
const stored = aStoredResponse({ requestTime: 5 })
const sentAt = (requestTime: number) => ({ ...stored, requestTime })

describe('the log of invalidations', () => {
  it('has a response overtaken that was asked for by then, and no later one (I19)', () => {
    const log = remember(empty, [{ key: 'a' }, { prefix: 'b' }], 5)
    expect(isOvertaken(log, 'a', sentAt(4))).toBe(true)
    expect(isOvertaken(log, 'a', sentAt(5))).toBe(true)
    expect(isOvertaken(log, 'a', sentAt(5.001))).toBe(false)
    expect(isOvertaken(log, 'aa', sentAt(5))).toBe(false)
    expect(isOvertaken(log, 'bb', sentAt(5))).toBe(true)
  })

  it('has what has the tag overtaken, by an app or by the origin, and nothing else (I19)', () => {
    const log = remember(empty, [{ tag: '* coin' }, { tag: 'https://api.test board' }], 5)
    const tagged = { ...sentAt(5), tags: ['coin'] }
    const grouped = { ...sentAt(5), fields: [['cache-groups', '"board"']] as const }
    expect(isOvertaken(log, 'a', tagged)).toBe(true)
    expect(isOvertaken(log, 'a', grouped)).toBe(true)
    expect(isOvertaken(log, 'a', { ...tagged, requestTime: 5.001 })).toBe(false)
    expect(isOvertaken(log, 'a', { ...grouped, url: 'https://other.test/' })).toBe(false)
    expect(isOvertaken(log, '* coin', { ...sentAt(5), tags: ['coins'] })).toBe(false)
    expect(parseInvalidations(structuredClone(log))).toEqual(log)
  })

  it('keeps one entry for a range, of the latest instant', () => {
    const log = remember(remember(empty, [{ key: 'a' }], 5), [{ key: 'a' }], 7)
    expect(log.latest).toEqual([{ range: { key: 'a' }, at: 7 }])
    expect(isOvertaken(remember(log, [{ key: 'a' }], 3), 'a', sentAt(7))).toBe(true)
  })

  it('is bounded, and what it dropped counts for every key (I19)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 199 }), fc.integer({ min: 0, max: 50 })), {
          maxLength: 200,
        }),
        (all) => {
          let log: ReturnType<typeof remember> = empty
          for (const [at, time] of all) log = remember(log, [{ key: `${at}` }], time)
          expect(log.latest.length).toBeLessThanOrEqual(MOST_REMEMBERED)
          for (const [at, time] of all) expect(isOvertaken(log, `${at}`, sentAt(time))).toBe(true)
          expect(isOvertaken(log, '0', sentAt(51))).toBe(false)
        },
      ),
    )
  })

  it('forgets the oldest first', () => {
    let log: ReturnType<typeof remember> = empty
    for (let at = 0; at <= MOST_REMEMBERED; at += 1) log = remember(log, [{ key: `${at}` }], at)
    expect(isOvertaken(log, 'any', sentAt(0))).toBe(true)
    expect(isOvertaken(log, 'any', sentAt(1))).toBe(false)
  })

  it.each<[string, unknown]>([
    ['text', 'rubbish'],
    ['without an instant', { latest: [] }],
    ['with an infinite instant', { since: Number.POSITIVE_INFINITY, latest: [] }],
    ['with an entry of no range', { since: 0, latest: [{ at: 1 }] }],
    ['with a tag that is no text', { since: 0, latest: [{ range: { tag: 1 }, at: 1 }] }],
    ['with an entry of no instant', { since: 0, latest: [{ range: { key: 'a' } }] }],
    ['with a hole', { since: 0, latest: Array.from({ length: 1 }) }],
    [
      'that is too long',
      {
        since: 0,
        latest: Array.from({ length: MOST_REMEMBERED + 1 }, () => ({ range: { key: 'a' }, at: 1 })),
      },
    ],
    ['on a prototype', Object.create({ since: 0, latest: [] })],
  ])(
    'may have held anything when it is %s: all is marked until the next invalidation (I41)',
    async (_c, row) => {
      await set('log', row, open.use)
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
    await set('log', 'rubbish', open.use)
    await open.responses.invalidate([{ key: stored.key }], 5)
    await putNow(open.responses, stored)
    expect(await open.responses.get(stored.key)).toEqual([{ ...stored, invalidated: true }])
    expect(await get('log', open.use)).toEqual({
      since: 5,
      latest: [{ range: { key: stored.key }, at: 5 }],
    })
  })

  it('never throws, whatever the row is (I41)', () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    const instant = fc.oneof(fc.double(), fc.anything())
    const range = fc.oneof(fc.record({ key: fc.anything() }), fc.anything())
    const latest = fc.oneof(fc.array(fc.record({ range, at: instant })), fc.anything())
    fc.assert(
      fc.property(fc.oneof(fc.record({ since: instant, latest }), fc.anything()), (row) => {
        expect(typeof isOvertaken(parseInvalidations(row), 'a', sentAt(1))).toBe('boolean')
      }),
      { numRuns: 3000 },
    )
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  })
})
