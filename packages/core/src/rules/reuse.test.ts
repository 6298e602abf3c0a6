import { describe, expect, it } from 'vitest'
import type { CacheRequest } from './cache-request.ts'
import type { ResolvedPolicy } from './policy.ts'
import { decideReuse, isDiscarded, type Reuse } from './reuse.ts'
import {
  ARRIVAL,
  type Headers,
  policyWith,
  requestWith,
  storedWith,
} from './stored-response.test-fixture.ts'
import type { StoredResponse } from './stored-response.ts'

type Verdict<R extends Reuse = Reuse> = R extends Reuse ? `${R['kind']} ${R['because']}` : never

interface Case {
  readonly rule: string
  readonly says: string
  /** The stored response's Cache-Control; it is 100 s old. */
  readonly stored: string
  readonly ask?: Headers
  readonly how?: Partial<CacheRequest>
  readonly with?: Partial<StoredResponse>
  readonly policy?: Partial<ResolvedPolicy>
  readonly now?: number
  readonly draw?: number
  readonly is: Verdict
}

const AGE = 100
const shared = { mode: 'shared' } as const

const cases: Case[] = [
  // §4.2: fresh
  { rule: '§4.2', says: 'a fresh response is reused', stored: 'max-age=101', is: 'fresh fresh' },
  {
    rule: '§4.2',
    says: 'at the end of its lifetime it is stale',
    stored: 'max-age=100',
    is: 'validate stale',
  },
  {
    rule: '§5.2.2.2',
    says: 'a fresh one with must-revalidate is reused',
    stored: 'max-age=101, must-revalidate',
    is: 'fresh fresh',
  },
  {
    rule: '§5.2.2.4',
    says: 'no-cache is validated although fresh',
    stored: 'max-age=101, no-cache',
    is: 'validate response-no-cache',
  },
  {
    rule: '§4.4',
    says: 'an invalidated one is validated although fresh',
    stored: 'max-age=101',
    with: { invalidated: true },
    is: 'validate invalidated',
  },
  {
    rule: 'I27',
    says: 'a clock that went back makes it stale, not immortal',
    stored: 'max-age=101',
    now: ARRIVAL - 1,
    is: 'validate clock-went-back',
  },
  {
    rule: 'I27',
    says: 'a clock that went back forbids stale use, too',
    stored: 'max-age=101, stale-while-revalidate=1000',
    now: ARRIVAL - 1,
    is: 'validate clock-went-back',
  },

  // §5.2.1: the request's demands
  {
    rule: '§5.2.1.4',
    says: 'no-cache validates',
    stored: 'max-age=101',
    ask: { 'cache-control': 'no-cache' },
    is: 'validate request-no-cache',
  },
  {
    rule: '§5.4',
    says: 'Pragma: no-cache validates',
    stored: 'max-age=101',
    ask: { pragma: 'no-cache' },
    is: 'validate request-no-cache',
  },
  {
    rule: '§5.4',
    says: 'Cache-Control outranks Pragma',
    stored: 'max-age=101',
    ask: { pragma: 'no-cache', 'cache-control': 'private' },
    is: 'fresh fresh',
  },
  {
    rule: '§5.2.1.1',
    says: 'max-age below the age validates',
    stored: 'max-age=101',
    ask: { 'cache-control': 'max-age=99' },
    is: 'validate request-max-age',
  },
  {
    rule: '§5.2.1.1',
    says: 'max-age equal to the age is met',
    stored: 'max-age=101',
    ask: { 'cache-control': 'max-age=100' },
    is: 'fresh fresh',
  },
  {
    rule: '§5.2.1.1',
    says: 'an unusable max-age validates',
    stored: 'max-age=101',
    ask: { 'cache-control': 'max-age=x' },
    is: 'validate request-max-age',
  },
  {
    rule: '§5.2.1.3',
    says: 'min-fresh above what is left validates',
    stored: 'max-age=110',
    ask: { 'cache-control': 'min-fresh=11' },
    is: 'validate request-min-fresh',
  },
  ...['min-fresh', 'min-fresh=x', 'ext="x, min-fresh=1'].map((ask): Case => ({
    rule: 'I23, §5.2.1.3',
    says: `an unusable min-fresh validates: ${ask}`,
    stored: 'max-age=110',
    ask: { 'cache-control': ask },
    is: 'validate request-min-fresh',
  })),
  {
    rule: '§5.2.1.3',
    says: 'min-fresh equal to what is left is met',
    stored: 'max-age=110',
    ask: { 'cache-control': 'min-fresh=10' },
    is: 'fresh fresh',
  },

  {
    rule: '§5.4',
    says: 'Pragma is read for no-cache alone',
    stored: 'max-age=101',
    ask: { pragma: 'max-age=0, only-if-cached' },
    is: 'fresh fresh',
  },
  {
    rule: '§5.2.1',
    says: 'in a shared cache no-cache is advice',
    stored: 'max-age=101',
    ask: { 'cache-control': 'no-cache' },
    policy: shared,
    is: 'fresh fresh',
  },
  {
    rule: '§5.2.1',
    says: 'so are max-age and min-fresh',
    stored: 'max-age=101',
    ask: { 'cache-control': 'max-age=0, min-fresh=60' },
    policy: shared,
    is: 'fresh fresh',
  },
  {
    rule: 'policy obeyRequestDirectives',
    says: 'a shared cache may be told to obey',
    stored: 'max-age=101',
    ask: { 'cache-control': 'no-cache' },
    policy: { ...shared, obeyRequestDirectives: true },
    is: 'validate request-no-cache',
  },
  {
    rule: 'Fetch',
    says: 'cache mode no-cache validates in a shared cache, too',
    stored: 'max-age=101',
    how: { cache: 'no-cache' },
    policy: shared,
    is: 'validate request-no-cache',
  },

  // XFetch
  {
    rule: 'policy earlyRefresh',
    says: 'by chance it is to be validated although it is fresh',
    stored: 'max-age=101',
    with: { requestTime: ARRIVAL - 0.5 },
    policy: { earlyRefresh: 1 },
    draw: Math.exp(-2),
    is: 'fresh early-refresh',
  },
  {
    rule: 'policy earlyRefresh',
    says: 'or by chance not yet',
    stored: 'max-age=101',
    with: { requestTime: ARRIVAL - 0.5 },
    policy: { earlyRefresh: 1 },
    draw: Math.exp(-0.5),
    is: 'fresh fresh',
  },
  {
    rule: 'policy earlyRefresh',
    says: 'without a draw never',
    stored: 'max-age=101',
    with: { requestTime: ARRIVAL - 0.5 },
    policy: { earlyRefresh: 1000 },
    is: 'fresh fresh',
  },
  {
    rule: 'policy earlyRefresh',
    says: 'what is stale is validated at once',
    stored: 'max-age=100',
    policy: { earlyRefresh: 1 },
    draw: 1e-9,
    is: 'validate stale',
  },

  // RFC 8246
  {
    rule: 'RFC 8246 §2',
    says: 'immutable and fresh is not validated by a reload',
    stored: 'max-age=101, immutable',
    how: { cache: 'no-cache' },
    is: 'fresh fresh',
  },
  {
    rule: 'RFC 8246 §2',
    says: 'immutable and fresh is not validated by max-age=0',
    stored: 'max-age=101, immutable',
    ask: { 'cache-control': 'max-age=0' },
    is: 'fresh fresh',
  },
  {
    rule: 'RFC 8246 §2',
    says: 'immutable and stale is validated',
    stored: 'max-age=100, immutable',
    is: 'validate stale',
  },
  {
    rule: 'RFC 8246 §2',
    says: 'immutable and invalidated is validated',
    stored: 'max-age=101, immutable',
    with: { invalidated: true },
    is: 'validate invalidated',
  },

  {
    rule: 'I23',
    says: 'immutable takes no argument',
    stored: 'max-age=101, immutable=x',
    how: { cache: 'no-cache' },
    is: 'validate request-no-cache',
  },
  {
    rule: 'RFC 8246 §2',
    says: 'immutable does not make no-cache fresh',
    stored: 'max-age=101, immutable, no-cache',
    is: 'validate response-no-cache',
  },

  // §4.2.4: stale
  {
    rule: '§5.2.1.2',
    says: 'max-stale without a value takes any staleness',
    stored: 'max-age=1',
    ask: { 'cache-control': 'max-stale' },
    is: 'stale max-stale',
  },
  {
    rule: '§5.2.1.2',
    says: 'max-stale takes as much as it says',
    stored: 'max-age=90',
    ask: { 'cache-control': 'max-stale=10' },
    is: 'stale max-stale',
  },
  {
    rule: '§5.2.1.2',
    says: 'max-stale takes no more',
    stored: 'max-age=90',
    ask: { 'cache-control': 'max-stale=9' },
    is: 'validate stale',
  },
  {
    rule: '§5.2.1.2',
    says: 'an unusable max-stale takes nothing',
    stored: 'max-age=90',
    ask: { 'cache-control': 'max-stale=x' },
    is: 'validate stale',
  },
  {
    rule: 'RFC 5861 §3',
    says: 'within stale-while-revalidate it is served',
    stored: 'max-age=90, stale-while-revalidate=11',
    is: 'stale stale-while-revalidate',
  },
  {
    rule: 'RFC 5861 §3',
    says: 'at the end of the window it is not',
    stored: 'max-age=90, stale-while-revalidate=10',
    is: 'validate stale',
  },
  {
    rule: 'RFC 5861 §3',
    says: 'a caller who wants no stale answer gets none',
    stored: 'max-age=90, stale-while-revalidate=11',
    how: { allowStale: false },
    is: 'validate stale',
  },
  {
    rule: '§5.2.2.2',
    says: 'must-revalidate forbids it',
    stored: 'max-age=90, must-revalidate, stale-while-revalidate=11',
    ask: { 'cache-control': 'max-stale' },
    is: 'validate stale',
  },
  ...['max-age=90, proxy-revalidate', 's-maxage=90'].map((directives): Case => ({
    rule: '§5.2.2.8, §5.2.2.10',
    says: `${directives} forbids it to a shared cache`,
    stored: `${directives}, stale-while-revalidate=11`,
    ask: { 'cache-control': 'max-stale' },
    policy: shared,
    is: 'validate stale',
  })),
  ...(['private', 'shared'] as const).map((mode): Case => ({
    rule: '§5.2.2.4',
    says: `no-cache forbids it to a ${mode} cache, whatever max-stale is asked for`,
    stored: 'max-age=90, no-cache, stale-while-revalidate=11',
    ask: { 'cache-control': 'max-stale' },
    policy: { mode },
    is: 'validate response-no-cache',
  })),
  {
    rule: '§5.2.2.4',
    says: 'a no-cache that names fields forbids it only for these, which are not stored',
    stored: 'max-age=90, no-cache="x-user"',
    ask: { 'cache-control': 'max-stale' },
    policy: shared,
    is: 'stale max-stale',
  },
  {
    rule: '§5.2.1.2',
    says: 'max-stale lets a shared cache, too, answer without the origin',
    stored: 'max-age=90',
    ask: { 'cache-control': 'max-stale=10' },
    policy: shared,
    is: 'stale max-stale',
  },
  {
    rule: '§5.2.2.8',
    says: 'proxy-revalidate says nothing to a private cache',
    stored: 'max-age=90, proxy-revalidate, stale-while-revalidate=11',
    is: 'stale stale-while-revalidate',
  },
  {
    rule: '§5.2.1.4',
    says: 'a request with no-cache takes no stale answer',
    stored: 'max-age=90, stale-while-revalidate=11',
    ask: { 'cache-control': 'no-cache' },
    is: 'validate stale',
  },
  {
    rule: '§5.2.1.1',
    says: 'a request with max-age takes no stale answer',
    stored: 'max-age=90, stale-while-revalidate=11',
    ask: { 'cache-control': 'max-age=1000' },
    is: 'validate stale',
  },
  {
    rule: '§5.2.1.1',
    says: 'with max-stale, too, it takes one',
    stored: 'max-age=90',
    ask: { 'cache-control': 'max-age=100, max-stale=10' },
    is: 'stale max-stale',
  },
  {
    rule: '§5.2.1.1',
    says: 'but none that is older',
    stored: 'max-age=90',
    ask: { 'cache-control': 'max-age=99, max-stale' },
    is: 'validate stale',
  },
  {
    rule: '§5.2.1.3',
    says: 'a request with min-fresh takes no stale answer',
    stored: 'max-age=90, stale-while-revalidate=11',
    ask: { 'cache-control': 'min-fresh=1, max-stale' },
    is: 'validate stale',
  },
  {
    rule: '§5.2.1',
    says: 'a shared cache serves stale while it revalidates, whatever max-age is asked for',
    stored: 'max-age=90, stale-while-revalidate=11',
    ask: { 'cache-control': 'max-age=0' },
    policy: shared,
    is: 'stale stale-while-revalidate',
  },
  {
    rule: '§5.2.1.2',
    says: 'what was stale when it arrived has been stale since before',
    stored: 'max-age=90',
    with: { fields: Object.entries({ 'cache-control': 'max-age=90', age: '50' }) },
    ask: { 'cache-control': 'max-stale=59' },
    is: 'validate stale',
  },
  {
    rule: 'RFC 5861 §3',
    says: 'the window, too, begins before what was stale arrived',
    stored: '',
    with: {
      fields: Object.entries({
        'cache-control': 'max-age=10, stale-while-revalidate=110',
        age: '20',
      }),
    },
    is: 'validate stale',
  },
  {
    rule: 'RFC 5861 §3',
    says: 'HEAD cannot validate in the background: its answer has no body',
    stored: 'max-age=90, stale-while-revalidate=11',
    how: { method: 'HEAD' },
    is: 'validate stale',
  },
  {
    rule: '§5.2.1.2',
    says: 'a caller who wants no stale answer gets none by max-stale either',
    stored: 'max-age=90',
    how: { allowStale: false },
    ask: { 'cache-control': 'max-stale' },
    is: 'validate stale',
  },
  {
    rule: 'Fetch',
    says: 'cache mode no-cache takes no stale answer',
    stored: 'max-age=90, stale-while-revalidate=11',
    how: { cache: 'no-cache' },
    is: 'validate stale',
  },

  // Fetch standard: cache modes
  {
    rule: 'Fetch',
    says: 'no-cache validates',
    stored: 'max-age=101',
    how: { cache: 'no-cache' },
    is: 'validate request-no-cache',
  },
  {
    rule: 'Fetch',
    says: 'reload does not read',
    stored: 'max-age=101',
    how: { cache: 'reload' },
    is: 'miss reload',
  },
  {
    rule: 'Fetch',
    says: 'force-cache takes a stale response',
    stored: 'max-age=1, must-revalidate',
    how: { cache: 'force-cache' },
    is: 'fresh force-cache',
  },
  {
    rule: 'Fetch',
    says: 'only-if-cached takes a stale response',
    stored: 'max-age=1',
    how: { cache: 'only-if-cached' },
    is: 'fresh force-cache',
  },
  {
    rule: '§4.4',
    says: 'force-cache validates what was invalidated',
    stored: 'max-age=101',
    with: { invalidated: true },
    how: { cache: 'force-cache' },
    is: 'validate invalidated',
  },
  {
    rule: '§4.4',
    says: 'what was invalidated is unmet for only-if-cached',
    stored: 'max-age=101',
    with: { invalidated: true },
    how: { cache: 'only-if-cached' },
    is: 'unsatisfiable only-if-cached',
  },
  {
    rule: '§5.2.1.7',
    says: 'the directive only-if-cached takes a fresh one',
    stored: 'max-age=101',
    ask: { 'cache-control': 'only-if-cached' },
    is: 'fresh fresh',
  },
  {
    rule: '§5.2.1.7',
    says: 'the directive only-if-cached forbids to validate',
    stored: 'max-age=1',
    ask: { 'cache-control': 'only-if-cached' },
    is: 'unsatisfiable only-if-cached',
  },

  {
    rule: 'I23, §5.2.1.7',
    says: 'the directive only-if-cached counts beside broken quotes',
    stored: 'max-age=1',
    ask: { 'cache-control': 'only-if-cached, ext="x' },
    is: 'unsatisfiable only-if-cached',
  },
  {
    rule: '§5.2.1.7',
    says: 'Pragma has no only-if-cached',
    stored: 'max-age=1',
    ask: { pragma: 'only-if-cached' },
    is: 'validate stale',
  },

  // §4.1 and the app's policy
  {
    rule: '§4.1',
    says: 'another variant is a miss',
    stored: 'max-age=101',
    with: { fields: [['vary', 'accept']], nominated: [['accept', 'a']] },
    is: 'miss no-variant-matches',
  },
  {
    rule: 'policy discardAfter',
    says: 'past it the response is as good as gone',
    stored: 'max-age=101',
    policy: { discardAfter: 99 },
    is: 'miss discarded',
  },
  {
    rule: 'policy discardAfter',
    says: 'it goes before stale use and force-cache',
    stored: 'max-age=1',
    policy: { discardAfter: 99 },
    how: { cache: 'force-cache' },
    is: 'miss discarded',
  },
  {
    rule: 'policy discardAfter',
    says: 'gone is unmet for only-if-cached',
    stored: 'max-age=101',
    policy: { discardAfter: 99 },
    how: { cache: 'only-if-cached' },
    is: 'unsatisfiable only-if-cached',
  },
  {
    rule: 'policy assumeFresh',
    says: 'it makes a silent response fresh',
    stored: 'private',
    policy: { assumeFresh: 101 },
    is: 'fresh fresh',
  },
]

describe('decideReuse (RFC 9111 §4)', () => {
  it.each(cases)('$rule: $says', (given) => {
    const stored = storedWith({ 'cache-control': given.stored }, given.with)
    const reuse = decideReuse({
      request: requestWith(given.ask, given.how),
      variants: [stored],
      policy: policyWith(given.policy),
      now: given.now ?? ARRIVAL + AGE,
      ...(given.draw === undefined ? {} : { draw: given.draw }),
    })
    expect(`${reuse.kind} ${reuse.because}`).toBe(given.is)
  })

  it('nothing stored is a miss, and unmet for only-if-cached', () => {
    const question = { variants: [], policy: policyWith(), now: ARRIVAL }
    expect(decideReuse({ ...question, request: requestWith() })).toEqual({
      kind: 'miss',
      because: 'nothing-stored',
      candidates: [],
    })
    const request = requestWith({}, { cache: 'only-if-cached' })
    expect(decideReuse({ ...question, request }).kind).toBe('unsatisfiable')
  })

  it('§4.3.1: when no variant matches, all of them may still be validated', () => {
    const one = storedWith({ vary: 'accept' }, { nominated: [['accept', 'a']] })
    const other = storedWith({ vary: 'accept' }, { nominated: [['accept', 'b']] })
    const request = requestWith({ accept: 'c' })
    const reuse = decideReuse({
      request,
      variants: [one, other],
      policy: policyWith(),
      now: ARRIVAL,
    })
    expect(reuse).toEqual({ kind: 'miss', because: 'no-variant-matches', candidates: [one, other] })
  })

  it('a discarded variant leaves the others usable', () => {
    const old = storedWith({ 'cache-control': 'max-age=1000' }, { responseTime: ARRIVAL - 100 })
    const young = storedWith({ 'cache-control': 'max-age=1000', vary: 'accept' })
    const policy = policyWith({ discardAfter: 50 })
    const reuse = decideReuse({
      request: requestWith(),
      variants: [old, young],
      policy,
      now: ARRIVAL,
    })
    expect(reuse).toMatchObject({ kind: 'fresh', stored: young })
  })

  it('tells the age, and the freshness that is left', () => {
    const stored = storedWith({ 'cache-control': 'max-age=60', age: '10' })
    const question = { request: requestWith(), variants: [stored], policy: policyWith() }
    expect(decideReuse({ ...question, now: ARRIVAL + 20 })).toMatchObject({ age: 30, ttl: 30 })
    expect(decideReuse({ ...question, now: ARRIVAL + 70 })).toMatchObject({ age: 80, ttl: -20 })
  })
})

it('isDiscarded: not yet at discardAfter', () => {
  const stored = storedWith()
  expect(isDiscarded(stored, policyWith({ discardAfter: 5 }), ARRIVAL + 5)).toBe(false)
  expect(isDiscarded(stored, policyWith({ discardAfter: 5 }), ARRIVAL + 5.1)).toBe(true)
  expect(isDiscarded(stored, policyWith({ discardAfter: Infinity }), ARRIVAL * 2)).toBe(false)
})
