import type { RequestEvent } from '@etagged/core'
import type { Finding } from '@etagged/core/doctor'
import { expect, it } from 'vitest'
import { freshHit } from '../recording/events.test-fixture.ts'
import { type RequestRow, rowOf } from '../recording/request-row.ts'
import { answersOf, concerned } from './concerned.ts'

function aRow(path: string, fwdStatus: number | undefined = 200): RequestRow {
  const event: RequestEvent = {
    type: 'request',
    at: 1,
    generation: 'one',
    method: 'GET',
    url: `http://api.test${path}`,
    outcome: {
      kind: 'forwarded',
      fwd: 'uri-miss',
      detail: 'miss',
      stored: true,
      collapsed: false,
      ...(fwdStatus === undefined ? {} : { fwdStatus }),
    },
    tier: 'network',
    duration: 0.1,
    inBackground: false,
    bytes: { body: 1, received: 1 },
  }
  return rowOf(1, event)
}

const finding: Finding = {
  id: 'no-validator',
  origin: 'http://api.test',
  endpoint: '/coins/*/trades',
  message: '',
  cost: '',
  on: '',
  fix: '',
}

it('counts the answers in full of the endpoint', () => {
  const rows = [
    aRow('/coins/1/trades'),
    aRow('/coins/2/trades?a=/'),
    aRow('/coins/3/trades', 304),
    aRow('/coins/4'),
    aRow('/coins/5/trades/6'),
  ]
  expect(concerned(answersOf(rows), finding)).toBe(2)
})

it('counts those of the origin where all of it is meant', () => {
  const rows = [aRow('/a'), aRow('/b')]
  expect(concerned(answersOf(rows), { ...finding, endpoint: '' })).toBe(2)
  expect(
    concerned(answersOf(rows), { ...finding, endpoint: '', origin: 'http://other.test' }),
  ).toBe(0)
})

it('of what came from the cache, or has no answer, there is no answer', () => {
  const hit = aRow('/a')
  const { end: _, ...pending } = aRow('/b')
  const rows: RequestRow[] = [
    { ...hit, ...(hit.end?.type === 'request' && { end: { ...hit.end, outcome: freshHit } }) },
    pending,
    aRow('/d', 304),
  ]
  expect(answersOf(rows)).toEqual([
    { origin: 'http://api.test', segments: ['', 'd'], isFull: false },
  ])
})
