import type { Trace } from '@etagged/core/inspect'
import { expect, it } from 'vitest'
import { answered, AT, failed, hitOf, url } from './events.test-fixture.ts'
import { createRequestLog, MOST_ROWS, type RequestLog } from './request-log.ts'

const begun = (request: number): Trace => ({
  type: 'begun',
  request,
  at: AT,
  generation: 'g1',
  method: 'GET',
  url,
  inBackground: false,
})

function logOf(...traces: Trace[]): RequestLog {
  const log = createRequestLog()
  for (const trace of traces) log.trace(trace)
  return log
}

const body = (id: string) => ({ id, content: id, bytes: 1 })

it('tells of a request what its traces told, then how it ended', () => {
  const log = logOf(
    begun(7),
    { type: 'phase', request: 7, phase: 'lookup', began: 0, duration: 0.001 },
    { type: 'decided', request: 7, kind: 'miss', because: 'nothing-stored' },
    { type: 'sent', request: 7, fields: [['accept', '*/*']] },
    { type: 'received', request: 7, status: 200, fields: [['etag', '"1"']] },
  )
  expect(log.underWay()).toBe(1)
  const end = answered({ id: 7 })
  log.end(end)
  expect(log.rows()).toStrictEqual([
    {
      id: 1,
      began: AT,
      method: 'GET',
      url,
      inBackground: false,
      spans: [{ phase: 'lookup', began: 0, duration: 0.001 }],
      decisions: [{ kind: 'miss', because: 'nothing-stored' }],
      sent: [['accept', '*/*']],
      received: { status: 200, fields: [['etag', '"1"']] },
      end,
    },
  ])
  expect(log.underWay()).toBe(0)
})

it('lists the newest first, and the same list as long as nothing is new', () => {
  const log = logOf(begun(1), begun(2))
  const rows = log.rows()
  expect(rows.map(({ id }) => id)).toStrictEqual([2, 1])
  expect(log.rows()).toBe(rows)
  log.trace(begun(3))
  expect(log.rows()).not.toBe(rows)
  // Whoever draws them draws only what has become another.
  expect(log.rows()[1]).toBe(rows[0])
})

it('takes what still comes of a request that has ended, such as its write', () => {
  const log = logOf(begun(1))
  log.end(answered({ id: 1 }))
  log.trace({ type: 'phase', request: 1, phase: 'write', began: 0.02, duration: 0.01 })
  expect(log.rows()[0]).toMatchObject({ spans: [{ phase: 'write' }], end: { type: 'request' } })
  expect(log.underWay()).toBe(0)
})

it('makes a row of an event whose beginning nobody has traced', () => {
  const log = createRequestLog()
  log.end(hitOf('memory', { duration: 0.25 }))
  log.end(failed('TypeError: Failed to fetch'))
  log.end({ type: 'peek', at: AT, generation: 'g1', url, tier: 'disk' })
  expect(log.rows().map(({ began, method }) => [began, method])).toStrictEqual([
    [AT, 'GET'],
    [AT - 0.5, 'GET'],
    [AT - 0.25, 'GET'],
  ])
})

it(`remembers the last ${MOST_ROWS} requests, and counts none that it has let go as under way`, () => {
  const log = createRequestLog()
  for (let request = 1; request <= MOST_ROWS + 3; request++) log.trace(begun(request))
  expect(log.rows()).toHaveLength(MOST_ROWS)
  expect(log.rows().at(-1)?.id).toBe(4)
  expect(log.underWay()).toBe(MOST_ROWS)
  log.trace({ type: 'decided', request: 1, kind: 'fresh', because: 'fresh' })
  expect(log.rows().at(-1)?.id).toBe(4)
})

it('remembers the bodies of the last 20 changes alone', () => {
  const log = createRequestLog()
  for (let request = 1; request <= 25; request++) {
    log.trace(begun(request))
    log.trace({ type: 'replaced', request, former: body('a'), body: body('b') })
  }
  const holding = log.rows().filter(({ change }) => change !== undefined)
  expect(holding.map(({ id }) => id)).toStrictEqual(
    Array.from({ length: 20 }, (_, index) => 25 - index),
  )
})

it('keeps no body of what is stored for the first time, and lets go of none for it', () => {
  const log = logOf(begun(1), { type: 'replaced', request: 1, former: body('a'), body: body('b') })
  for (let request = 2; request <= 30; request++) {
    log.trace(begun(request))
    log.trace({ type: 'replaced', request, former: undefined, body: body('b') })
  }
  expect(log.rows().filter(({ change }) => change !== undefined)).toMatchObject([{ id: 1 }])
})

it('is not misled by the numbers of another inspector', () => {
  const log = logOf(begun(1), begun(2), begun(3))
  log.end(answered({ id: 1 }))
  // That one has ended; that one has another URL; that one another method.
  log.end(answered({ id: 1 }))
  log.end(answered({ id: 2, url: 'https://api.test/other' }))
  log.end(answered({ id: 3, method: 'POST' }))
  expect(log.rows().map(({ id, method, end }) => [id, method, end !== undefined])).toStrictEqual([
    [6, 'POST', true],
    [5, 'GET', true],
    [4, 'GET', true],
    [3, 'GET', false],
    [2, 'GET', false],
    [1, 'GET', true],
  ])
})

it('forgets all when it is cleared, and what comes afterwards of what was under way', () => {
  const log = logOf(begun(1))
  log.clear()
  log.trace({ type: 'decided', request: 1, kind: 'fresh', because: 'fresh' })
  expect([log.rows(), log.underWay()]).toStrictEqual([[], 0])
})
