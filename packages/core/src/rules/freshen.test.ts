import { describe, expect, it } from 'vitest'
import { fieldValue } from '../http/fields.ts'
import { freshen } from './freshen.ts'
import {
  ARRIVAL,
  type Headers,
  policyWith,
  requestWith,
  storedWith,
} from './stored-response.test-fixture.ts'
import type { StoredResponse } from './stored-response.ts'
import { tagOf, tagsOf } from './tags.ts'

const validated = { requestTime: ARRIVAL + 60, responseTime: ARRIVAL + 61 }

function after304(stored: StoredResponse, fields: Headers, ask: Headers = {}): StoredResponse {
  return freshen(stored, {
    request: requestWith(ask),
    policy: policyWith(),
    fields: Object.entries(fields),
    ...validated,
  })
}

describe('freshen (RFC 9111 §3.2, §4.3.4)', () => {
  it.each([
    { says: 'a field of the 304 replaces the stored one', name: 'cache-control', is: 'max-age=60' },
    { says: 'a new field is added', name: 'x-new', is: '1' },
    { says: 'a field that the 304 does not have is kept', name: 'x-kept', is: '1' },
    { says: 'the stored ETag is kept when the 304 has none', name: 'etag', is: '"1"' },
    { says: 'Content-Type is kept', name: 'content-type', is: 'application/json' },
    { says: 'Content-Length is kept', name: 'content-length', is: '2' },
    { says: 'Content-Encoding is kept', name: 'content-encoding', is: 'gzip' },
    { says: 'a Content-Range is not added', name: 'content-range', is: undefined },
    { says: 'the former Age is dropped', name: 'age', is: undefined },
    { says: 'the former Date is dropped', name: 'date', is: undefined },
    { says: 'a field of the connection is not added', name: 'keep-alive', is: undefined },
    { says: 'a Set-Cookie is not added', name: 'set-cookie', is: undefined },
  ])('I16: $says', ({ name, is }) => {
    const stored = storedWith({
      'cache-control': 'max-age=1',
      'x-kept': '1',
      etag: '"1"',
      'content-type': 'application/json',
      'content-length': '2',
      'content-encoding': 'gzip',
      age: '10',
      date: 'Fri, 15 Jan 2027 07:59:00 GMT',
    })
    const freshened = after304(stored, {
      'cache-control': 'max-age=60',
      'x-new': '1',
      'content-type': 'text/html',
      'content-length': '0',
      'content-encoding': 'br',
      'content-range': 'bytes 0-0/1',
      'keep-alive': 'timeout=5',
      'set-cookie': 'a=1',
    })
    expect(fieldValue(freshened.fields, name)).toBe(is)
  })

  it.each<{ says: string; fields: Headers; is: string }>([
    { says: 'by those of the 304', fields: { 'cache-groups': '"b"' }, is: 'b' },
    { says: 'and stay when the 304 has none', fields: {}, is: 'a' },
  ])("I16: its groups are replaced $says; the app's tags stay (RFC 9875 §2)", ({ fields, is }) => {
    const stored = storedWith({ 'cache-groups': '"a"' }, { tags: ['app'] })
    expect(tagsOf(after304(stored, fields))).toEqual([
      tagOf('app'),
      tagOf(is),
      `https://api.test ${is}`,
    ])
  })

  it('§5.2.2.7: in a shared cache it does not take over what private names', () => {
    const freshened = freshen(storedWith({ etag: '"1"' }), {
      request: requestWith(),
      policy: policyWith({ mode: 'shared' }),
      fields: Object.entries({ 'cache-control': 'private="x-user"', 'x-user': 'alice' }),
      ...validated,
    })
    expect(fieldValue(freshened.fields, 'x-user')).toBeUndefined()
  })

  it('takes the Age and Date of the 304', () => {
    const fields = { age: '3', date: 'Fri, 15 Jan 2027 08:01:00 GMT' }
    expect(after304(storedWith({ age: '10' }), fields).fields).toEqual(Object.entries(fields))
  })

  it('takes the instants of the validation, and is no longer invalidated', () => {
    const freshened = after304(storedWith({}, { invalidated: true }), {})
    expect(freshened).toMatchObject({ ...validated, invalidated: false })
  })

  it('I11: leaves the body, and the stored response as it was', () => {
    const stored = storedWith({ etag: '"1"' })
    const before = structuredClone(stored)
    expect(after304(stored, { etag: 'W/"1"' }).body).toBe(stored.body)
    expect(stored).toEqual(before)
  })

  describe('§4.1: what the response varies by', () => {
    const german = storedWith(
      { vary: 'accept-language' },
      { nominated: [['accept-language', 'de']] },
    )
    const ask = { 'accept-language': 'en', accept: 'a' }

    it.each([
      { says: 'stays when the 304 does not say', vary: {}, is: german.nominated },
      {
        says: 'stays when the 304 says the same',
        vary: { vary: 'Accept-Language' },
        is: german.nominated,
      },
      { says: 'stays under *, which nothing matches', vary: { vary: '*' }, is: german.nominated },
      {
        says: 'is read from the request when the 304 says otherwise',
        vary: { vary: 'accept' },
        is: [['accept', 'a']],
      },
    ])('$says', ({ vary, is }) => {
      expect(after304(german, vary, ask).nominated).toEqual(is)
    })
  })
})

it.each([
  { says: 'no-cache (§5.2.2.4)', directive: 'no-cache="x-user"', mode: 'private' as const },
  {
    says: 'private, in a shared cache (§5.2.2.7)',
    directive: 'private="x-user"',
    mode: 'shared' as const,
  },
])('a field that is stored goes when the 304 names it by $says', ({ directive, mode }) => {
  const freshened = freshen(storedWith({ etag: '"1"', 'x-user': 'alice', 'x-own': '1' }), {
    request: requestWith(),
    policy: policyWith({ mode }),
    fields: Object.entries({ 'cache-control': `${directive}, max-age=60` }),
    ...validated,
  })
  expect(fieldValue(freshened.fields, 'x-user')).toBeUndefined()
  expect(fieldValue(freshened.fields, 'x-own')).toBe('1')
})
