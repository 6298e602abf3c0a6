import { describe, expect, it } from 'vitest'
import { freshnessLifetime, freshUntil, type Lifetime } from './freshness.ts'
import type { ResolvedPolicy } from './policy.ts'
import {
  ARRIVAL,
  ARRIVAL_DATE,
  type Headers,
  policyWith,
  storedWith,
} from './stored-response.test-fixture.ts'

const shared = { mode: 'shared' } as const
const heuristic = { heuristicFreshness: true }
const minuteAfter = 'Fri, 15 Jan 2027 08:01:00 GMT'
const minuteBefore = 'Fri, 15 Jan 2027 07:59:00 GMT'

describe('freshnessLifetime (RFC 9111 §4.2.1)', () => {
  it.each<{
    rule: string
    says: string
    given: Headers
    policy?: Partial<ResolvedPolicy>
    is: Lifetime
  }>([
    {
      rule: '§5.2.2.1',
      says: 'max-age gives seconds',
      given: { 'cache-control': 'max-age=60' },
      is: { seconds: 60, because: 'max-age' },
    },
    {
      rule: '§4.2.1',
      says: 'max-age outranks Expires',
      given: { 'cache-control': 'max-age=5', expires: '0' },
      is: { seconds: 5, because: 'max-age' },
    },
    {
      rule: '§4.2.1',
      says: 'an unusable max-age is already stale, whatever Expires says',
      given: { 'cache-control': 'max-age=soon', expires: minuteAfter },
      is: { seconds: 0, because: 'max-age' },
    },
    {
      rule: '§5.2',
      says: 'directive names are case-insensitive',
      given: { 'cache-control': 'Max-Age=5' },
      is: { seconds: 5, because: 'max-age' },
    },
    {
      rule: '§5.2.2.10',
      says: 's-maxage is for shared caches',
      given: { 'cache-control': 's-maxage=60' },
      policy: { assumeFresh: 5 },
      is: { seconds: 0, because: 'none' },
    },
    {
      rule: '§5.2.2.10',
      says: 's-maxage outranks max-age and Expires in a shared cache',
      given: { 'cache-control': 'max-age=5, s-maxage=60', expires: '0' },
      policy: shared,
      is: { seconds: 60, because: 's-maxage' },
    },
    {
      rule: '§5.2.2.1',
      says: 'without s-maxage a shared cache takes max-age',
      given: { 'cache-control': 'max-age=5' },
      policy: shared,
      is: { seconds: 5, because: 'max-age' },
    },
    {
      rule: 'I23',
      says: 'an unusable s-maxage is already stale',
      given: { 'cache-control': 'max-age=5, s-maxage="x' },
      policy: shared,
      is: { seconds: 0, because: 's-maxage' },
    },
    {
      rule: '§4.2.2',
      says: 'heuristics give a tenth of the time since the modification',
      given: { 'last-modified': minuteBefore, date: ARRIVAL_DATE },
      policy: heuristic,
      is: { seconds: 6, because: 'heuristic' },
    },
    {
      rule: '§4.2.2',
      says: 'they are off by default',
      given: { 'last-modified': minuteBefore },
      is: { seconds: 0, because: 'none' },
    },
    {
      rule: '§4.2.2',
      says: 'a modification after Date gives nothing',
      given: { 'last-modified': minuteAfter, date: ARRIVAL_DATE },
      policy: heuristic,
      is: { seconds: 0, because: 'heuristic' },
    },
    {
      rule: '§4.2.2',
      says: 'an unreadable modification gives nothing',
      given: { 'last-modified': 'yesterday' },
      policy: heuristic,
      is: { seconds: 0, because: 'none' },
    },
    {
      rule: '§4.2.2',
      says: 'an explicit lifetime leaves no room for them',
      given: { 'cache-control': 'max-age=0', 'last-modified': minuteBefore },
      policy: heuristic,
      is: { seconds: 0, because: 'max-age' },
    },
    {
      rule: 'policy',
      says: 'what the app assumes outranks them',
      given: { 'last-modified': minuteBefore },
      policy: { ...heuristic, assumeFresh: 9 },
      is: { seconds: 9, because: 'assumed' },
    },
    {
      rule: '§5.2.2.4',
      says: 'no-cache leaves no room for them',
      given: { 'cache-control': 'no-cache', 'last-modified': minuteBefore },
      policy: heuristic,
      is: { seconds: 0, because: 'none' },
    },
    {
      rule: '§4.2.1',
      says: 'Expires minus Date',
      given: { expires: minuteAfter, date: minuteBefore },
      is: { seconds: 120, because: 'expires' },
    },
    {
      rule: '§5.3',
      says: 'without Date, Expires counts from the arrival',
      given: { expires: minuteAfter },
      is: { seconds: 60, because: 'expires' },
    },
    {
      rule: '§5.3',
      says: 'an unreadable Expires means already expired',
      given: { expires: '0' },
      policy: { assumeFresh: 5 },
      is: { seconds: 0, because: 'expires' },
    },
    {
      rule: '§5.3',
      says: 'an Expires before Date is no negative lifetime',
      given: { expires: minuteBefore, date: ARRIVAL_DATE },
      is: { seconds: 0, because: 'expires' },
    },
    {
      rule: '§4.2.2',
      says: 'nothing is assumed unless the app says so',
      given: { 'last-modified': 'Fri, 15 Jan 2016 07:59:00 GMT' },
      is: { seconds: 0, because: 'none' },
    },
    {
      rule: 'policy assumeFresh',
      says: 'it is the lifetime of a response that is silent about its own',
      given: { 'cache-control': 'private' },
      policy: { assumeFresh: 5 },
      is: { seconds: 5, because: 'assumed' },
    },
    {
      rule: 'policy assumeFresh',
      says: 'no-cache is not silence',
      given: { 'cache-control': 'private, no-cache' },
      policy: { assumeFresh: 5 },
      is: { seconds: 0, because: 'none' },
    },
    {
      rule: 'policy assumeFresh',
      says: 'max-age=0 is not silence',
      given: { 'cache-control': 'max-age=0' },
      policy: { assumeFresh: 5 },
      is: { seconds: 0, because: 'max-age' },
    },
    {
      rule: 'I27',
      says: 'an infinite assumption is 2^31 s',
      given: {},
      policy: { assumeFresh: Infinity },
      is: { seconds: 2 ** 31, because: 'assumed' },
    },
  ])('$rule: $says', ({ given, policy, is }) => {
    expect(freshnessLifetime(storedWith(given), policyWith(policy))).toEqual(is)
  })
})

describe('freshUntil', () => {
  it.each([
    { says: 'the arrival plus the lifetime', given: { 'cache-control': 'max-age=60' }, is: 60 },
    {
      says: 'less the age that it arrived with',
      given: { 'cache-control': 'max-age=60', age: '50' },
      is: 10,
    },
    {
      says: 'before the arrival when it was stale by then (§4.2.4)',
      given: { 'cache-control': 'max-age=60', age: '100' },
      is: -40,
    },
    {
      says: 'the arrival with no-cache (§5.2.2.4)',
      given: { 'cache-control': 'max-age=60, no-cache' },
      is: 0,
    },
    {
      says: 'not the arrival with a no-cache that names fields: they are not stored (§5.2.2.4)',
      given: { 'cache-control': 'max-age=60, no-cache="set-cookie"' },
      is: 60,
    },
    {
      says: 'the arrival with a no-cache that names nothing usable (I23)',
      given: { 'cache-control': 'max-age=60, no-cache=","' },
      is: 0,
    },
  ])('is $says', ({ given, is }) => {
    expect(freshUntil(storedWith(given), policyWith())).toBe(ARRIVAL + is)
  })

  it.each([
    { says: 'a 404 may be judged by heuristics', status: 404, is: 6 },
    { says: 'a 500 may not (RFC 9110 §15.1)', status: 500, is: 0 },
    { says: 'unless it is public (§5.2.2.9)', status: 500, control: 'public', is: 6 },
  ])('§4.2.2: $says', ({ status, control = 'x', is }) => {
    const fields = { 'last-modified': minuteBefore, 'cache-control': control }
    expect(freshUntil(storedWith(fields, { status }), policyWith(heuristic))).toBe(ARRIVAL + is)
  })

  it('jitter takes away a part of the lifetime, never more than is said, another for each response', () => {
    const policy = policyWith({ freshnessJitter: 0.5 })
    const lifetimes = Array.from({ length: 1000 }, (_, index) => {
      const responseTime = ARRIVAL + index
      const instants = { requestTime: responseTime, responseTime }
      const stored = storedWith({ 'cache-control': 'max-age=100' }, instants)
      expect(freshUntil(stored, policy)).toBe(freshUntil(stored, policy))
      return freshUntil(stored, policy) - responseTime
    })
    const mean = lifetimes.reduce((sum, lifetime) => sum + lifetime, 0) / lifetimes.length
    expect(Math.max(...lifetimes)).toBeLessThanOrEqual(100)
    expect(Math.min(...lifetimes)).toBeGreaterThanOrEqual(50)
    expect(mean).toBeGreaterThan(72)
    expect(mean).toBeLessThan(78)
    expect(new Set(lifetimes).size).toBeGreaterThan(990)
  })

  it('is the arrival for what a write invalidated (§4.4)', () => {
    const stored = storedWith({ 'cache-control': 'max-age=60' }, { invalidated: true })
    expect(freshUntil(stored, policyWith())).toBe(ARRIVAL)
  })
})
