import { expect, it } from 'vitest'
import {
  answered,
  AT,
  failed,
  forwardedWith,
  hitOf,
  url,
  validated,
} from '../recording/events.test-fixture.ts'
import type { RequestRow } from '../recording/request-row.ts'
import { reasonsOf, reasonText } from './reasons.ts'
import { rowWith } from './rows.test-fixture.ts'

const told = (row: RequestRow): string => reasonsOf(row).map(reasonText).join(' → ')

const stale = { kind: 'validate', because: 'stale' }
const miss = { kind: 'miss', because: 'nothing-stored' }
const full = { kind: 'replace', because: 'full-response' }

it('are the decisions in their order', () => {
  const decisions = [stale, { kind: 'freshen', because: 'not-modified' }]
  const row = rowWith(validated(), { decisions })
  expect(told(row)).toBe('validate: stale → freshen: not-modified')
  expect(reasonsOf(row).map(({ meaning }) => meaning?.clause)).toStrictEqual([
    'RFC 9111 §4.2',
    'RFC 9111 §4.3.4',
  ])
})

it('say once what is decided and why, where that is the same', () => {
  expect(told(rowWith(hitOf('memory'), { decisions: [{ kind: 'fresh', because: 'fresh' }] }))).toBe(
    'fresh',
  )
})

it.each([
  [
    'why an answer was not stored',
    forwardedWith({ stored: false, detail: 'vary-star' }),
    'miss: nothing-stored → replace: full-response → not stored: vary-star',
  ],
  [
    'what the origin wasted',
    forwardedWith({ detail: 'wasted-validation' }),
    'miss: nothing-stored → replace: full-response → wasted-validation',
  ],
  [
    'what stood in for a network that failed',
    forwardedWith({ stored: false, detail: 'stale-if-error' }),
    'miss: nothing-stored → replace: full-response → serve-stale: stale-if-error',
  ],
])('add what only the end tells: %s', (_, outcome, text) => {
  expect(told(rowWith(answered({ outcome }), { decisions: [miss, full] }))).toBe(text)
})

it('are what the event says where nobody traced', () => {
  expect(told(rowWith(hitOf('disk')))).toBe('fresh')
  expect(told(rowWith({ type: 'peek', at: AT, generation: 'g1', url, tier: 'disk' }))).toBe('peek')
})

it('end with the error, in its own words', () => {
  const row = rowWith(failed('TypeError: Failed to fetch'), { decisions: [miss] })
  expect(told(row)).toBe('miss: nothing-stored → failed: TypeError: Failed to fetch')
  expect(reasonsOf(row).at(-1)).not.toHaveProperty('meaning')
})

it('are those so far of what is under way', () => {
  expect(told(rowWith(undefined, { decisions: [stale] }))).toBe('validate: stale')
})
