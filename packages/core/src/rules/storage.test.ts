import { describe, expect, it } from 'vitest'
import type { ResolvedPolicy } from './policy.ts'
import {
  isCutShort,
  type Objection,
  objectionToFreshened,
  objectionToStoring,
  storableFields,
} from './storage.ts'
import {
  ARRIVAL_DATE,
  type Headers,
  policyWith,
  requestWith,
  storedWith,
} from './stored-response.test-fixture.ts'

interface Case {
  readonly rule: string
  readonly says: string
  readonly status?: number
  readonly fields?: Headers
  readonly ask?: Headers
  readonly type?: ResponseType
  readonly redirected?: boolean
  readonly authorized?: boolean
  readonly policy?: Partial<ResolvedPolicy>
  readonly is: Objection['because'] | undefined
}

const storeErrors = { storeErrors: true }
const shared = { mode: 'shared' } as const
const everyones = { audience: 'everyone' } as const

const cases: Case[] = [
  { rule: '§3', says: 'a 200 with a validator is kept', is: undefined },
  {
    rule: '§3',
    says: 'a 200 with a lifetime is kept',
    fields: { 'cache-control': 'max-age=1' },
    is: undefined,
  },
  {
    rule: '§3',
    says: 'a stale response with a validator is kept',
    fields: { 'cache-control': 'no-cache', 'last-modified': 'x' },
    is: undefined,
  },
  {
    rule: '§3',
    says: 'private is no objection for a private cache',
    fields: { 'cache-control': 'private', etag: '"1"' },
    is: undefined,
  },
  {
    rule: '§5.2.2.7',
    says: 'private is one where all users of a browser share what is kept (I46)',
    fields: { 'cache-control': 'private', etag: '"1"' },
    policy: everyones,
    is: 'private',
  },
  {
    rule: '§5.2.2.7',
    says: 'what private only names is left out there, and the rest is kept',
    fields: { 'cache-control': 'private="x-user"', etag: '"1"' },
    policy: everyones,
    is: undefined,
  },
  {
    rule: '§5.2.2.10',
    says: 's-maxage says nothing there: it is a browser’s cache all the same',
    fields: { 'cache-control': 's-maxage=60' },
    policy: everyones,
    is: 'nothing-to-reuse-it-by',
  },
  {
    rule: '§3.5',
    says: 'neither is Authorization',
    ask: { authorization: 'Bearer x' },
    is: undefined,
  },
  {
    rule: 'policy assumeFresh',
    says: 'an assumed lifetime is a lifetime',
    fields: {},
    policy: { assumeFresh: 1 },
    is: undefined,
  },
  {
    rule: '§3',
    says: 'with nothing to reuse it by it is not kept',
    fields: { 'cache-control': 'private' },
    is: 'nothing-to-reuse-it-by',
  },
  {
    rule: '§5.2.2.4',
    says: 'a lifetime beside no-cache is nothing to reuse it by without a validator',
    fields: { 'cache-control': 'no-cache, max-age=60, stale-if-error=60' },
    policy: { staleIfError: 60 },
    is: 'nothing-to-reuse-it-by',
  },
  {
    rule: '§5.2.2.4',
    says: 'a lifetime beside a no-cache that names fields is something',
    fields: { 'cache-control': 'no-cache="x-user", max-age=60' },
    is: undefined,
  },
  ...['stale-while-revalidate=60', 'stale-if-error=60'].map((directive): Case => ({
    rule: 'RFC 5861',
    says: `what may be used stale is kept without a validator: ${directive}`,
    fields: { 'cache-control': `max-age=0, ${directive}` },
    is: undefined,
  })),
  {
    rule: 'policy staleIfError',
    says: 'so is what the app wants to use on an error',
    fields: { 'cache-control': 'max-age=0' },
    policy: { staleIfError: 60 },
    is: undefined,
  },
  {
    rule: '§5.2.2.2',
    says: 'but nothing that must-revalidate forbids to use',
    fields: { 'cache-control': 'max-age=0, must-revalidate, stale-while-revalidate=60' },
    policy: { staleIfError: 60 },
    is: 'nothing-to-reuse-it-by',
  },
  {
    rule: '§3',
    says: 'a validator that cannot be sent is none',
    fields: { etag: '*' },
    is: 'nothing-to-reuse-it-by',
  },
  {
    rule: '§5.2.1.5',
    says: 'no-store on the request',
    ask: { 'cache-control': 'no-store' },
    is: 'request-no-store',
  },
  {
    rule: '§5.2.2.5',
    says: 'no-store on the response',
    fields: { etag: '"1"', 'cache-control': 'max-age=60, No-Store' },
    is: 'response-no-store',
  },
  {
    rule: 'I23',
    says: 'a malformed no-store',
    fields: { etag: '"1"', 'cache-control': 'no-store="x' },
    is: 'response-no-store',
  },
  { rule: '§4.1', says: 'Vary: *', fields: { etag: '"1"', vary: 'accept, *' }, is: 'vary-star' },
  { rule: '§3.3, I21', says: 'a 206', status: 206, is: 'partial' },
  { rule: 'I21', says: 'a redirected answer', redirected: true, is: 'redirected' },
  { rule: 'I21', says: 'an opaque answer', status: 0, type: 'opaque', is: 'opaque' },
  { rule: 'I21', says: 'an opaque redirect', status: 0, type: 'opaqueredirect', is: 'opaque' },
  { rule: 'I21', says: 'a network error', status: 0, type: 'error', is: 'opaque' },
  { rule: '§3', says: 'a CORS answer is kept', type: 'cors', is: undefined },
  { rule: 'I21', says: 'a 404 by default', status: 404, is: 'error-status' },
  { rule: 'I21', says: 'a 500 by default', status: 500, is: 'error-status' },
  {
    rule: '§3',
    says: 'a 404, when the app wants errors kept',
    status: 404,
    policy: storeErrors,
    is: undefined,
  },
  {
    rule: '§3',
    says: 'a 500 names no lifetime',
    status: 500,
    policy: storeErrors,
    is: 'status-needs-freshness',
  },
  {
    rule: '§3',
    says: 'a 500 with a lifetime',
    status: 500,
    fields: { 'cache-control': 'max-age=1' },
    policy: storeErrors,
    is: undefined,
  },
  {
    rule: '§3',
    says: 'a 500 with Expires',
    status: 500,
    fields: { expires: '0', etag: '"1"' },
    policy: storeErrors,
    is: undefined,
  },
  { rule: '§3', says: 'a 201 names no lifetime', status: 201, is: 'status-needs-freshness' },
  {
    rule: '§3',
    says: 'a 202 that says private',
    status: 202,
    fields: { etag: '"1"', 'cache-control': 'private' },
    is: undefined,
  },
  { rule: '§3', says: 'a 304 is never kept', status: 304, policy: storeErrors, is: 'error-status' },
  {
    rule: 'Fetch',
    says: 'a status that no Response can have',
    status: 999,
    policy: storeErrors,
    is: 'error-status',
  },
  ...[401, 403, 407].map((status) => ({
    rule: 'I22',
    says: `a ${status} is not kept unless all errors are`,
    status,
    fields: { 'cache-control': 'max-age=60', etag: '"1"' },
    is: 'credentials-refused' as const,
  })),
  ...[201, 299, 302, 307, 400, 401, 403, 407, 429, 499, 500, 503, 599].map((status) => ({
    rule: '§3',
    says: `a ${status} with explicit freshness is kept if errors are`,
    status,
    fields: { 'cache-control': 'max-age=60' },
    policy: storeErrors,
    is: undefined,
  })),
  {
    rule: '§5.2.2.3',
    says: 'must-understand outranks no-store where the status is understood',
    fields: { 'cache-control': 'max-age=60, no-store, must-understand' },
    is: undefined,
  },
  {
    rule: '§5.2.2.3',
    says: 'must-understand forbids to store a status that is not understood',
    status: 299,
    fields: { 'cache-control': 'max-age=60, must-understand' },
    is: 'status-not-understood',
  },
  {
    rule: 'I23',
    says: 'must-understand takes no argument: it outranks nothing with one',
    fields: { 'cache-control': 'max-age=60, no-store, must-understand=x' },
    is: 'response-no-store',
  },
  {
    rule: 'I23',
    says: 'but restricts, as it would without',
    status: 299,
    fields: { 'cache-control': 'max-age=60, must-understand=x' },
    is: 'status-not-understood',
  },
  {
    rule: '§5.4',
    says: 'Pragma: no-store says nothing',
    ask: { pragma: 'no-store' },
    is: undefined,
  },
  ...['public=false', 'public=""', 'max-age=x', 'max-age', 'max-age=-1', 'private=","'].map(
    (directive) => ({
      rule: 'I23',
      says: `${directive} permits nothing`,
      status: 201,
      fields: { etag: '"1"', 'cache-control': directive },
      is: 'status-needs-freshness' as const,
    }),
  ),
  ...['x="y, public', 'x="y, private', 'x="y, max-age=60'].map((broken) => ({
    rule: 'I23',
    says: `${broken} permits nothing`,
    status: 201,
    fields: { etag: '"1"', 'cache-control': broken },
    is: 'status-needs-freshness' as const,
  })),
  ...['public', 'max-age=0', 'private', 'private="x-user"'].map((directive) => ({
    rule: '§3',
    says: `${directive} permits`,
    status: 201,
    fields: { etag: '"1"', 'cache-control': directive },
    is: undefined,
  })),
  {
    rule: '§5.2.1.5',
    says: 'must-understand does not outrank the no-store of the request',
    ask: { 'cache-control': 'no-store' },
    fields: { 'cache-control': 'max-age=60, no-store, must-understand' },
    is: 'request-no-store',
  },
  {
    rule: '§5.2.2.7',
    says: 'a private cache keeps what is private',
    fields: { 'cache-control': 'private, max-age=60' },
    is: undefined,
  },
  {
    rule: '§5.2.2.7',
    says: 'a shared cache does not',
    fields: { 'cache-control': 'private, max-age=60' },
    policy: shared,
    is: 'private',
  },
  {
    rule: '§5.2.2.7',
    says: 'private for some fields leaves the rest to a shared cache',
    fields: { 'cache-control': 'private="x-user", max-age=60' },
    policy: shared,
    is: undefined,
  },
  ...['private=""', 'private=","', 'private, private="x-user"'].map((field) => ({
    rule: 'I23',
    says: `${field} counts for the whole response`,
    fields: { 'cache-control': `${field}, max-age=60` },
    policy: shared,
    is: 'private' as const,
  })),
  {
    rule: '§3.5',
    says: 'a shared cache keeps no answer to Authorization',
    authorized: true,
    fields: { 'cache-control': 'max-age=60' },
    policy: shared,
    is: 'authorized',
  },
  ...['public', 's-maxage=60', 'must-revalidate'].map((directive) => ({
    rule: '§3.5',
    says: `unless it says ${directive}`,
    authorized: true,
    fields: { 'cache-control': directive, etag: '"1"' },
    policy: shared,
    is: undefined,
  })),
  ...['public=false', 's-maxage=x', 'must-revalidate=""', 'x="y, must-revalidate'].map(
    (directive) => ({
      rule: 'I23',
      says: `${directive} permits nothing`,
      authorized: true,
      fields: { 'cache-control': directive, etag: '"1"' },
      policy: shared,
      is: 'authorized' as const,
    }),
  ),
  {
    rule: '§3.5',
    says: 'a private cache keeps the answer to Authorization',
    authorized: true,
    fields: { 'cache-control': 'max-age=60' },
    is: undefined,
  },
  {
    rule: '§3',
    says: 's-maxage is explicit freshness for a shared cache',
    status: 299,
    fields: { 'cache-control': 's-maxage=60' },
    policy: shared,
    is: undefined,
  },
  {
    rule: '§3',
    says: 's-maxage says nothing to a private cache',
    status: 299,
    fields: { 'cache-control': 's-maxage=60', etag: '"1"' },
    is: 'status-needs-freshness',
  },
]

describe('objectionToStoring (RFC 9111 §3)', () => {
  it.each(cases)('$rule: $says', (given) => {
    const { status = 200, fields = { etag: '"1"' }, type = 'basic', redirected = false } = given
    const objection = objectionToStoring({
      request: requestWith(given.ask),
      candidate: storedWith(fields, { status }),
      type,
      redirected,
      authorized: given.authorized ?? false,
      policy: policyWith(given.policy),
    })
    expect(objection?.because).toBe(given.is)
  })

  it('names the clause', () => {
    const objection = objectionToStoring({
      request: requestWith(),
      candidate: storedWith({ 'cache-control': 'no-store' }),
      type: 'basic',
      redirected: false,
      authorized: false,
      policy: policyWith(),
    })
    expect(objection).toEqual({ because: 'response-no-store', clause: 'RFC 9111 §5.2.2.5' })
  })
})

describe('objectionToFreshened (RFC 9111 §3.2)', () => {
  it.each<Omit<Case, 'type' | 'redirected'>>([
    { rule: '§4.3.4', says: 'what a 304 freshened stays', is: undefined },
    {
      rule: '§3',
      says: 'it stays although nothing permits to store its status now',
      status: 500,
      is: undefined,
    },
    {
      rule: '§3',
      says: 'it stays although there is nothing to reuse it by now',
      fields: {},
      is: undefined,
    },
    {
      rule: '§5.2.2.5, I16',
      says: 'not with no-store',
      fields: { 'cache-control': 'no-store' },
      is: 'response-no-store',
    },
    {
      rule: '§5.2.1.5',
      says: 'not for a request with no-store',
      ask: { 'cache-control': 'no-store' },
      is: 'request-no-store',
    },
    {
      rule: '§5.2.2.7',
      says: 'private says nothing to a private cache',
      fields: { 'cache-control': 'private' },
      is: undefined,
    },
    {
      rule: '§5.2.2.7',
      says: 'not with private in a shared cache',
      fields: { 'cache-control': 'private' },
      policy: shared,
      is: 'private',
    },
    {
      rule: '§3.5',
      says: 'not in a shared cache when the answer to Authorization permits it no more',
      fields: { 'cache-control': 'max-age=60' },
      authorized: true,
      policy: shared,
      is: 'authorized',
    },
  ])('$rule: $says', ({ status = 200, fields = { etag: '"1"' }, ask, authorized, policy, is }) => {
    const objection = objectionToFreshened({
      request: requestWith(ask),
      candidate: storedWith(fields, { status }),
      authorized: authorized ?? false,
      policy: policyWith(policy),
    })
    expect(objection?.because).toBe(is)
  })
})

describe('I17: isCutShort (RFC 9111 §3.3)', () => {
  it.each<{ says: string; fields: Headers; bytes: number; type?: ResponseType; is: boolean }>([
    {
      says: 'fewer bytes than Content-Length',
      fields: { 'content-length': '3' },
      bytes: 2,
      is: true,
    },
    { says: 'as many', fields: { 'content-length': '2' }, bytes: 2, is: false },
    { says: 'more', fields: { 'content-length': '1' }, bytes: 2, is: false },
    { says: 'no Content-Length', fields: {}, bytes: 0, is: false },
    {
      says: 'an unreadable Content-Length',
      fields: { 'content-length': '3, 3' },
      bytes: 2,
      is: false,
    },
    {
      says: 'a content coding cannot be measured',
      fields: { 'content-length': '30', 'content-encoding': 'gzip' },
      bytes: 2,
      is: false,
    },
    {
      says: 'CORS hides the coding',
      fields: { 'content-length': '30' },
      bytes: 2,
      type: 'cors',
      is: false,
    },
  ])('$says', ({ fields, bytes, type = 'basic', is }) => {
    expect(isCutShort(Object.entries(fields), bytes, type)).toBe(is)
  })
})

describe('I43: storableFields (RFC 9111 §3.1, §7.3)', () => {
  it.each([
    'connection',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authentication-info',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'authorization',
    'authentication-info',
    'www-authenticate',
    'cookie',
    'set-cookie',
  ])('%s is never stored', (name) => {
    expect(storableFields([[name, 'x']], policyWith())).toEqual([])
  })

  it('neither is what Connection lists', () => {
    const fields = [
      ['connection', 'close, X-Private'],
      ['x-private', '1'],
      ['x-public', '2'],
    ] as const
    expect(storableFields(fields, policyWith())).toEqual([['x-public', '2']])
  })

  const named = (control: string) =>
    Object.entries({ 'cache-control': control, 'x-user': 'alice', 'x-public': '2' })

  it.each([
    { says: 'nor what no-cache names (§5.2.2.4)', control: 'no-cache="X-User"' },
    { says: 'nor, in a shared cache, what private names (§5.2.2.7)', control: 'private=x-user' },
  ])('$says', ({ control }) => {
    const fields = named(control)
    for (const policy of [shared, everyones]) {
      expect(storableFields(fields, policyWith(policy))).toEqual(
        fields.filter(([name]) => name !== 'x-user'),
      )
    }
  })

  it('a private cache keeps what private names (§5.2.2.7)', () => {
    const fields = named('private="x-user"')
    expect(storableFields(fields, policyWith())).toEqual(fields)
  })

  it('I23: what governs the rest stays, whatever Connection lists', () => {
    const governing = Object.entries({
      'cache-control': 'no-cache',
      date: ARRIVAL_DATE,
      expires: '0',
      vary: 'accept',
    })
    const fields = [['connection', 'Cache-Control, date, expires, vary'] as const, ...governing]
    expect(storableFields(fields, policyWith())).toEqual(governing)
  })
})
