import { afterAll, describe, expect, it } from 'vitest'
import { fieldValue } from '../http/fields.ts'
import type { ResolvedPolicy } from './policy.ts'
import { decideReuse, type Reuse } from './reuse.ts'
import {
  ARRIVAL,
  type Headers,
  policyWith,
  requestWith,
  storedWith,
  url,
} from './stored-response.test-fixture.ts'
import type { StoredResponse } from './stored-response.ts'
import {
  type Asked,
  broughtBack,
  decideValidation,
  hasValidator,
  mayServeOnError,
  noPrecondition,
  preconditionFor,
  type Reply,
  type Validation,
} from './validation.ts'

/** What validates the selected response; or, of several, those that the request did not select. */
function preconditionOf(stored: StoredResponse, ...others: readonly StoredResponse[]) {
  return others.length === 0
    ? preconditionFor({ kind: 'validate', because: 'stale', stored, age: 0, ttl: 0 })
    : preconditionOfUnselected(stored, ...others)
}

function preconditionOfUnselected(...candidates: readonly StoredResponse[]) {
  return preconditionFor({ kind: 'miss', because: 'no-variant-matches', candidates })
}

describe('preconditionFor (RFC 9111 §4.3.1)', () => {
  const lastModified = 'Fri, 15 Jan 2027 07:00:00 GMT'

  it.each<{ says: string; stored: [Headers, ...Headers[]]; is: Headers }>([
    {
      says: 'an ETag is sent in If-None-Match, byte for byte',
      stored: [{ etag: 'W/"1' }],
      is: { 'if-none-match': 'W/"1' },
    },
    {
      says: 'Last-Modified is sent in If-Modified-Since',
      stored: [{ 'last-modified': lastModified }],
      is: { 'if-modified-since': lastModified },
    },
    {
      says: 'both are sent when both are known',
      stored: [{ etag: '"1"', 'last-modified': lastModified }],
      is: { 'if-none-match': '"1"', 'if-modified-since': lastModified },
    },
    {
      says: 'the tags of all variants are sent',
      stored: [{ etag: '"1"' }, { etag: '"2"' }],
      is: { 'if-none-match': '"1", "2"' },
    },
    {
      says: 'a date says nothing about several variants',
      stored: [{ 'last-modified': lastModified }, { etag: '"2"', 'last-modified': lastModified }],
      is: { 'if-none-match': '"2"' },
    },
    {
      says: 'nothing when there is no validator',
      stored: [{ 'cache-control': 'max-age=1' }],
      is: {},
    },
    { says: 'nothing when the tag cannot be sent', stored: [{ etag: '"\u0100"' }], is: {} },
    { says: 'nothing when the date cannot be sent', stored: [{ 'last-modified': '\n' }], is: {} },
    { says: 'never *, to which everything matches', stored: [{ etag: '*' }], is: {} },
  ])('$says', ({ stored: [first, ...others], is }) => {
    const more = others.map((headers) => storedWith(headers))
    const precondition = preconditionOf(storedWith(first), ...more)
    expect(Object.fromEntries(precondition.fields)).toEqual(is)
  })

  it('§4.1: the date of the only variant, which the request did not select, says nothing of another', () => {
    const german = storedWith({ 'last-modified': lastModified, vary: 'accept-language' })
    expect(preconditionOfUnselected(german)).toBe(noPrecondition)
    const tagged = storedWith({ etag: '"1"', 'last-modified': lastModified })
    expect(preconditionOfUnselected(german, tagged)).toEqual({
      candidates: [tagged],
      fields: [['if-none-match', '"1"']],
    })
  })

  it.each<Reuse>([
    {
      kind: 'fresh',
      because: 'early-refresh',
      stored: storedWith({ etag: '"1"' }),
      age: 0,
      ttl: 1,
    },
    { kind: 'unsatisfiable', because: 'only-if-cached' },
  ])('nothing for what is $kind', (reuse) => {
    expect(preconditionFor(reuse)).toBe(noPrecondition)
  })

  it('asks for nothing on behalf of a fresh response', () => {
    const variants = [storedWith({ etag: '"1"', 'cache-control': 'max-age=60' })]
    const reuse = decideReuse({
      request: requestWith(),
      variants,
      policy: policyWith(),
      now: ARRIVAL,
    })
    expect(preconditionFor(reuse)).toBe(noPrecondition)
  })

  it('asks about the one response that is to be validated', () => {
    const stored = storedWith({ etag: '"1"' })
    const question = { request: requestWith(), variants: [stored], policy: policyWith() }
    const reuse = decideReuse({ ...question, now: ARRIVAL })
    expect(preconditionFor(reuse)).toEqual({
      candidates: [stored],
      fields: [['if-none-match', '"1"']],
    })
  })

  it('hasValidator: an ETag or a Last-Modified that can be sent', () => {
    expect(hasValidator(storedWith({ etag: '"1"' }))).toBe(true)
    expect(hasValidator(storedWith({ 'last-modified': lastModified }))).toBe(true)
    expect(hasValidator(storedWith({ etag: '' }))).toBe(false)
    expect(hasValidator(storedWith())).toBe(false)
  })
})

const stored = storedWith({ etag: '"1"', 'cache-control': 'max-age=60' })

function asked(given: Partial<Asked> = {}): Asked {
  return {
    request: requestWith(),
    stored,
    precondition: preconditionOf(stored),
    isRetry: false,
    policy: policyWith(),
    now: ARRIVAL + 100,
    ...given,
  }
}

function reply(status: number, headers: Headers = {}, given: Partial<Reply> = {}): Reply {
  return {
    status,
    fields: Object.entries(headers),
    redirected: false,
    type: 'basic',
    url,
    ...given,
  }
}

describe('I13: a 304 counts only if it can be about what is stored (RFC 9111 §4.3.4)', () => {
  const facts = ['sent', 'present', 'tagged', 'equal', 'redirected', 'sameUrl'] as const
  type Facts = Record<(typeof facts)[number], boolean>

  const rows = Array.from({ length: 2 ** facts.length }, (_, bits) => {
    const row = facts.map((fact, index) => [fact, (bits & (2 ** index)) !== 0] as const)
    return Object.fromEntries(row) as Facts
  })

  /** The clause, said once more in other words. */
  function isOurs({ sent, present, tagged, equal, redirected, sameUrl }: Facts): boolean {
    const aboutUs = sent && present
    const fromThere = sameUrl && !redirected
    const namesOurs = !tagged || equal
    return aboutUs && fromThere && namesOurs
  }

  const shown = new Set<Facts>()
  afterAll(() => {
    console.log(`I13: ${shown.size} of ${rows.length} rows of the truth table of decideValidation`)
  })

  it('has 64 rows', () => {
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(64)
  })

  it.each(rows)(
    'precondition sent $sent, stored response still there $present, 304 has a tag $tagged, tags match $equal, redirected $redirected, same URL $sameUrl',
    (row) => {
      const { fields, candidates } = row.sent ? preconditionOf(stored) : noPrecondition
      const precondition = { fields, candidates: row.present ? candidates : [] }
      const tag = row.equal ? 'W/"1"' : '"2"'
      const notModified = reply(304, row.tagged ? { etag: tag } : {}, {
        redirected: row.redirected,
        url: row.sameUrl ? url : 'https://other.test/coins',
      })
      const validation = decideValidation(asked({ precondition }), notModified)
      expect(validation).toEqual(
        isOurs(row)
          ? { kind: 'freshen', stored, because: 'not-modified' }
          : {
              kind: 'retry-unconditionally',
              because: row.sent ? 'unusable-304' : 'unsolicited-304',
            },
      )
      shown.add(row)
    },
  )
})

describe('decideValidation (RFC 9111 §4.3.3)', () => {
  it('a full answer replaces what is stored', () => {
    const validation = decideValidation(asked(), reply(200))
    expect(validation).toEqual({ kind: 'replace', because: 'full-response' })
  })

  it('I14: a 304 to the unconditional retry means nothing', () => {
    const retried = asked({ precondition: noPrecondition, isRetry: true })
    expect(decideValidation(retried, reply(304))).toEqual({
      kind: 'refuse',
      because: 'unsolicited-304',
    })
  })

  it('a network that tells no URL is believed', () => {
    expect(decideValidation(asked(), reply(304, {}, { url: '' })).kind).toBe('freshen')
  })

  it('§4.3.4: of several variants the tag of the 304 selects one', () => {
    const other = storedWith({ etag: 'W/"2"' })
    const several = asked({ stored: undefined, precondition: preconditionOf(stored, other) })
    expect(decideValidation(several, reply(304, { etag: '"2"' }))).toMatchObject({ stored: other })
    expect(decideValidation(several, reply(304)).kind).toBe('retry-unconditionally')
  })

  it('§4.3.4: a 304 with a tag is not about a response that has none', () => {
    const dated = storedWith({ 'last-modified': 'Fri, 15 Jan 2027 07:00:00 GMT' })
    const question = asked({ stored: dated, precondition: preconditionOf(dated) })
    expect(decideValidation(question, reply(304)).kind).toBe('freshen')
    expect(decideValidation(question, reply(304, { etag: '"1"' })).kind).toBe(
      'retry-unconditionally',
    )
  })

  it.each<{ says: string; held: Headers; says304: Headers; is: Validation['kind'] }>([
    {
      says: '§4.3.4: the same date selects what was asked about by its date',
      held: { 'last-modified': 'Fri, 15 Jan 2027 07:00:00 GMT' },
      says304: { 'last-modified': 'Fri, 15 Jan 2027 07:00:00 GMT' },
      is: 'freshen',
    },
    {
      says: '§4.3.4: another date does not, be it older, as after a rollback',
      held: { 'last-modified': 'Fri, 15 Jan 2027 07:00:00 GMT' },
      says304: { 'last-modified': 'Fri, 15 Jan 2027 06:00:00 GMT' },
      is: 'retry-unconditionally',
    },
    {
      says: 'RFC 9110 §13.1.3: who was asked by a tag did not look at the date',
      held: { etag: '"1"', 'last-modified': 'Fri, 15 Jan 2027 07:00:00 GMT' },
      says304: { 'last-modified': 'Fri, 15 Jan 2027 08:00:00 GMT' },
      is: 'freshen',
    },
    {
      says: '§4.3.4: the tag of the 304 outranks its date',
      held: { etag: '"1"', 'last-modified': 'Fri, 15 Jan 2027 07:00:00 GMT' },
      says304: { etag: '"1"', 'last-modified': 'Fri, 15 Jan 2027 08:00:00 GMT' },
      is: 'freshen',
    },
  ])('$says', ({ held, says304, is }) => {
    const dated = storedWith(held)
    const question = asked({ stored: dated, precondition: preconditionOf(dated) })
    expect(decideValidation(question, reply(304, says304)).kind).toBe(is)
  })

  it.each([412, 428, 431])('%d objects to our precondition: once more without it', (status) => {
    expect(decideValidation(asked(), reply(status))).toEqual({
      kind: 'retry-unconditionally',
      because: 'precondition-refused',
    })
    const plain = asked({ precondition: noPrecondition })
    expect(decideValidation(plain, reply(status)).kind).toBe('replace')
  })
})

describe('stale-if-error (RFC 5861 §4)', () => {
  interface Case {
    readonly says: string
    readonly stored?: string
    readonly with?: Partial<StoredResponse>
    readonly policy?: Partial<ResolvedPolicy>
    readonly asked?: Partial<Asked>
    readonly is: boolean
  }

  it.each<Case>([
    { says: 'within the window', stored: 'max-age=60, stale-if-error=41', is: true },
    { says: 'not at its end', stored: 'max-age=60, stale-if-error=40', is: false },
    { says: "within the app's window", policy: { staleIfError: 41 }, is: true },
    {
      says: 'within the greater of the two',
      stored: 'max-age=60, stale-if-error=1',
      policy: { staleIfError: 41 },
      is: true,
    },
    { says: 'not without a window', is: false },
    { says: 'not without a window although it is fresh', stored: 'max-age=600', is: false },
    {
      says: 'not for a caller who wants no stale answer',
      policy: { staleIfError: 41 },
      asked: { request: requestWith({}, { allowStale: false }) },
      is: false,
    },
    {
      says: "within the request's window",
      asked: { request: requestWith({ 'cache-control': 'stale-if-error=41' }) },
      is: true,
    },
    {
      says: "not at the end of the request's window",
      asked: { request: requestWith({ 'cache-control': 'stale-if-error=40' }) },
      is: false,
    },
    {
      says: "not within the app's window for a request that wants it fresh (§5.2.1.1)",
      policy: { staleIfError: 1000 },
      asked: { request: requestWith({ 'cache-control': 'max-age=1000' }) },
      is: false,
    },
    {
      says: "not within the app's window for a request that wants it validated (§5.2.1.4)",
      policy: { staleIfError: 1000 },
      asked: { request: requestWith({ 'cache-control': 'no-cache' }) },
      is: false,
    },
    {
      says: "not within the app's window for fetch's own no-cache",
      policy: { staleIfError: 1000 },
      asked: { request: requestWith({}, { cache: 'no-cache' }) },
      is: false,
    },
    {
      says: "within the app's window where a request's wishes are advice",
      policy: { staleIfError: 41, obeyRequestDirectives: false },
      asked: { request: requestWith({ 'cache-control': 'max-age=1000' }) },
      is: true,
    },
    {
      says: "within the response's window whatever the request wants fresh (RFC 5861 §4)",
      stored: 'max-age=60, stale-if-error=41',
      asked: { request: requestWith({ 'cache-control': 'no-cache' }) },
      is: true,
    },
    {
      says: "a window of the request shortens no other's",
      stored: 'max-age=60, stale-if-error=41',
      asked: { request: requestWith({ 'cache-control': 'stale-if-error=0' }) },
      is: true,
    },
    {
      says: 'I23: a window that is no number is none',
      asked: { request: requestWith({ 'cache-control': 'stale-if-error' }) },
      is: false,
    },
    {
      says: 'I29: not with must-revalidate, whatever the request says',
      stored: 'max-age=60, must-revalidate',
      asked: { request: requestWith({ 'cache-control': 'stale-if-error=1000' }) },
      is: false,
    },
    {
      says: 'not past the window of what was stale when it arrived',
      with: { fields: Object.entries({ 'cache-control': 'max-age=60', age: '70' }) },
      policy: { staleIfError: 110 },
      is: false,
    },
    {
      says: 'I29: not with s-maxage in a shared cache (§5.2.2.10)',
      stored: 's-maxage=60, stale-if-error=1000',
      policy: { mode: 'shared' },
      is: false,
    },
    {
      says: 'I29: not with proxy-revalidate in a shared cache (§5.2.2.8)',
      stored: 'max-age=60, proxy-revalidate, stale-if-error=1000',
      policy: { mode: 'shared' },
      is: false,
    },
    {
      says: 'I29: not with must-revalidate',
      stored: 'max-age=60, must-revalidate',
      policy: { staleIfError: 41 },
      is: false,
    },
    { says: 'I29: not with no-cache', stored: 'no-cache, stale-if-error=1000', is: false },
    {
      says: 'not after a write',
      with: { invalidated: true },
      policy: { staleIfError: 1000 },
      is: false,
    },
    {
      says: 'I27: not when the clock went back',
      policy: { staleIfError: 1000 },
      asked: { now: ARRIVAL - 1 },
      is: false,
    },
  ])('$says', (given) => {
    const held = storedWith({ 'cache-control': given.stored ?? 'max-age=60' }, given.with)
    const question = asked({ stored: held, policy: policyWith(given.policy), ...given.asked })
    expect(mayServeOnError(held, question)).toBe(given.is)
    for (const status of [500, 502, 503, 504]) {
      const expected = given.is ? 'serve-stale' : 'replace'
      expect(decideValidation(question, reply(status)).kind).toBe(expected)
    }
  })

  it.each([400, 404, 429, 501])('%d is an answer, and no failure of the origin', (status) => {
    const question = asked({ policy: policyWith({ staleIfError: 1000 }) })
    expect(decideValidation(question, reply(status)).kind).toBe('replace')
  })

  it('nothing to serve when nothing is stored', () => {
    const question = asked({ stored: undefined, policy: policyWith({ staleIfError: 1000 }) })
    expect(decideValidation(question, reply(503)).kind).toBe('replace')
  })
})

describe('broughtBack: all of a body that the validator named (RFC 9110 §13.1.2)', () => {
  const precondition = preconditionOf(stored)

  it.each([
    { says: 'the same tag', received: storedWith({ etag: '"1"' }), is: true },
    { says: 'the same tag, weakly', received: storedWith({ etag: 'W/"1"' }), is: true },
    { says: 'another tag', received: storedWith({ etag: '"2"' }), is: false },
    { says: 'no tag', received: storedWith(), is: false },
    {
      says: 'a 304 brings no body',
      received: storedWith({ etag: '"1"' }, { status: 304 }),
      is: false,
    },
  ])('$says: $is', ({ received, is }) => {
    expect(broughtBack(precondition, received)).toBe(is)
  })

  it('nothing was named', () => {
    expect(broughtBack(noPrecondition, storedWith({ etag: '"1"' }))).toBe(false)
    const dated = preconditionOf(storedWith({ 'last-modified': 'x' }))
    expect(broughtBack(dated, storedWith({ etag: '"1"' }))).toBe(false)
  })

  it('the tag sent is the tag stored', () => {
    expect(fieldValue(precondition.fields, 'if-none-match')).toBe('"1"')
  })
})
