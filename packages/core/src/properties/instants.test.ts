import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosenSeed } from '../chosen.test-seed.ts'
import { deltaSeconds, parseCacheControl, parseDeltaSeconds } from '../http/cache-control.ts'
import { currentAge, dateValue } from '../rules/age.ts'
import { refreshesEarly } from '../rules/early-refresh.ts'
import { freshen } from '../rules/freshen.ts'
import { freshnessLifetime, freshUntil } from '../rules/freshness.ts'
import { type ResolvedPolicy, resolvePolicy } from '../rules/policy.ts'
import { decideReuse, isDiscarded } from '../rules/reuse.ts'
import { ARRIVAL, requestWith, storedWith } from '../rules/stored-response.test-fixture.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { anyText } from './texts.test-arbitraries.ts'

const RESPONSES = 6000
const seed = chosenSeed()
const TEN_YEARS = 10 * 365 * 24 * 3600

/** A clock may be ten years off, and show fractions. */
const instant = fc.oneof(
  fc.integer({ min: ARRIVAL - TEN_YEARS, max: ARRIVAL + TEN_YEARS }),
  fc.double({ min: ARRIVAL - 100, max: ARRIVAL + 100, noNaN: true }),
)

const httpDate = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  instant.map((seconds) => new Date(seconds * 1000).toUTCString()),
  fc.constantFrom(
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Fri, 31 Dec 9999 23:59:59 GMT',
    'Sunday, 06-Nov-69 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
  ),
  anyText,
)

const number = fc.oneof(
  fc.nat().map(String),
  fc.constantFrom('0', '-1', '1.5', 'NaN', 'Infinity', '1e999', '2147483648', '9'.repeat(400), ''),
)

const control = fc
  .array(
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom('max-age', 's-maxage', 'stale-while-revalidate', 'stale-if-error'),
          number,
        )
        .map(([name, seconds]) => `${name}=${seconds}`),
      fc.constantFrom('no-cache', 'public', 'private', 'immutable', 'must-revalidate'),
      anyText,
    ),
    { maxLength: 4 },
  )
  .map((members) => members.join(', '))

const anySeconds = fc.oneof(
  fc.constantFrom(0, 60, -1, Infinity, -Infinity, Number.NaN, 2 ** 53, 1e-9),
  fc.double(),
)

const policies: fc.Arbitrary<ResolvedPolicy> = fc
  .record({
    mode: fc.constantFrom('private' as const, 'shared' as const),
    assumeFresh: anySeconds,
    discardAfter: anySeconds,
    staleIfError: anySeconds,
    heuristicFreshness: fc.boolean(),
    freshnessJitter: anySeconds,
    earlyRefresh: anySeconds,
  })
  .map((given) => resolvePolicy(given))

const responses: fc.Arbitrary<StoredResponse> = fc
  .record({
    fields: fc.record(
      {
        'cache-control': control,
        age: fc.oneof(number, anyText),
        date: httpDate,
        expires: httpDate,
        'last-modified': httpDate,
      },
      { requiredKeys: [] },
    ),
    status: fc.constantFrom(200, 201, 404, 500),
    requestTime: instant,
    responseTime: instant,
    invalidated: fc.boolean(),
  })
  .map(({ fields, ...given }) => storedWith(fields, given))

const check = (property: fc.IProperty<unknown>): void =>
  fc.assert(property, { numRuns: RESPONSES, seed })

/** Instants have fewer fractions than lifetimes. */
const ROUNDING = 1e-3

/** What seconds may be: of some length, and known. */
const isDuration = (seconds: number): boolean => Number.isFinite(seconds) && seconds >= 0

describe('I27: whatever a response says, and whatever the clocks show', { timeout: 60_000 }, () => {
  it('ages and lifetimes are neither negative nor infinite nor NaN', () => {
    check(
      fc.property(responses, policies, instant, (stored, policy, now) => {
        const { seconds } = freshnessLifetime(stored, policy)
        expect([currentAge(stored, now), seconds].filter((one) => !isDuration(one))).toEqual([])
        expect(Number.isFinite(dateValue(stored))).toBe(true)
      }),
    )
    console.info(`I27: ${RESPONSES} responses for each of 7 properties from PROOF_SEED=${seed}`)
  })

  it('nothing is fresh for longer than its lifetime, nor after a write', () => {
    check(
      fc.property(responses, policies, (stored, policy) => {
        const until = freshUntil(stored, policy)
        const most = stored.invalidated ? 0 : freshnessLifetime(stored, policy).seconds
        expect(Number.isFinite(until)).toBe(true)
        expect(until - stored.responseTime).toBeLessThanOrEqual(most + ROUNDING)
      }),
    )
  })

  it('what is selected has a finite ttl and age, and is fresh neither before it arrived nor without a ttl', () => {
    const draws = fc.double({ min: 0, max: 1, noNaN: true })
    check(
      fc.property(responses, policies, instant, draws, (stored, policy, now, draw) => {
        const reuse = decideReuse({ request: requestWith(), variants: [stored], policy, now, draw })
        expect(reuse.kind === 'miss').toBe(isDiscarded(stored, policy, now))
        const { age, ttl } = 'ttl' in reuse ? reuse : { age: 0, ttl: 0 }
        expect([isDuration(age), Number.isFinite(ttl)]).toEqual([true, true])
        const mayBeFresh = now >= stored.responseTime && ttl > 0
        expect(reuse.kind === 'fresh' && !mayBeFresh).toBe(false)
      }),
    )
  })

  it('a 304 begins anew, by its own instants', () => {
    check(
      fc.property(
        responses,
        responses,
        policies,
        (stored, { fields, requestTime, responseTime }, policy) => {
          const notModified = { request: requestWith(), policy, fields, requestTime, responseTime }
          const freshened = freshen(stored, notModified)
          const until = freshUntil(freshened, policy)
          expect([Number.isFinite(until), isDuration(currentAge(freshened, responseTime))]).toEqual(
            [true, true],
          )
        },
      ),
    )
  })

  it('jitter only shortens, and by no more than its part', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true })
    check(
      fc.property(responses, part, (stored, freshnessJitter) => {
        const untilWith = (jitter: number) =>
          freshUntil(stored, resolvePolicy({ freshnessJitter: jitter, assumeFresh: 60 }))
        const { seconds } = freshnessLifetime(stored, resolvePolicy({ assumeFresh: 60 }))
        const lost = untilWith(0) - untilWith(freshnessJitter)
        expect(lost).toBeGreaterThanOrEqual(0)
        expect(lost).toBeLessThanOrEqual(seconds * freshnessJitter + ROUNDING)
        expect(untilWith(1e9)).toBe(untilWith(1))
      }),
    )
  })

  it('an early refresh is decided, whatever is asked', () => {
    check(
      fc.property(
        responses,
        anySeconds,
        anySeconds,
        fc.double(),
        (stored, ttl, eagerness, draw) => {
          expect(refreshesEarly(stored, { ttl, eagerness, draw })).toBeTypeOf('boolean')
          // With nothing to gain, and at the greatest draw, there is none.
          const never = refreshesEarly(stored, { ttl: 1, eagerness: 0, draw })
          expect([never, refreshesEarly(stored, { ttl: 1, eagerness: 1, draw: 1 })]).toEqual([
            false,
            false,
          ])
        },
      ),
    )
  })

  it('delta-seconds are from 0 to 2^31', () => {
    const isDelta = (seconds: number | undefined): boolean =>
      seconds === undefined || (isDuration(seconds) && seconds <= 2 ** 31)
    check(
      fc.property(control, number, (field, text) => {
        const directives = parseCacheControl(field)
        const all = [...directives.keys()].map((name) => deltaSeconds(directives, name))
        expect([...all, parseDeltaSeconds(text)].every(isDelta)).toBe(true)
      }),
    )
  })
})
