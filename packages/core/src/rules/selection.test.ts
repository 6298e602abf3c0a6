import { describe, expect, it } from 'vitest'
import {
  mayValidate,
  nominatedFields,
  nominatedNames,
  selectStored,
  variantKey,
} from './selection.ts'
import {
  ARRIVAL,
  type Headers,
  policyWith,
  requestWith,
  storedWith,
} from './stored-response.test-fixture.ts'
import type { StoredResponse } from './stored-response.ts'

/** The response to this request, as it is stored. */
function answered(vary: string, request: Headers): StoredResponse {
  const names = nominatedNames([['vary', vary]])
  const nominated = names === '*' ? [] : nominatedFields(requestWith(request), names, policyWith())
  return storedWith({ vary }, { nominated })
}

describe('selectStored (RFC 9111 §4.1)', () => {
  it.each<{
    rule: string
    says: string
    vary: string
    first: Headers
    second: Headers
    selects: boolean
  }>([
    {
      rule: '§4.1',
      says: 'equal values match',
      vary: 'accept',
      first: { accept: 'a' },
      second: { accept: 'a' },
      selects: true,
    },
    {
      rule: '§4.1',
      says: 'other values do not',
      vary: 'accept',
      first: { accept: 'a' },
      second: { accept: 'b' },
      selects: false,
    },
    {
      rule: '§4.1',
      says: 'an absent field equals an absent field',
      vary: 'accept',
      first: {},
      second: {},
      selects: true,
    },
    {
      rule: '§4.1',
      says: 'an absent field is not a present one',
      vary: 'accept',
      first: {},
      second: { accept: 'a' },
      selects: false,
    },
    {
      rule: '§4.1',
      says: 'an absent field is not an empty one',
      vary: 'accept',
      first: {},
      second: { accept: '' },
      selects: false,
    },
    {
      rule: '§4.1',
      says: 'fields that are not nominated do not matter',
      vary: 'accept',
      first: { 'x-a': '1' },
      second: { 'x-a': '2' },
      selects: true,
    },
    {
      rule: '§4.1',
      says: 'every nominated field must match',
      vary: 'accept, x-a',
      first: { accept: 'a', 'x-a': '1' },
      second: { accept: 'a', 'x-a': '2' },
      selects: false,
    },
    {
      rule: '§4.1',
      says: 'names are case-insensitive',
      vary: 'ACCEPT',
      first: { accept: 'a' },
      second: { accept: 'b' },
      selects: false,
    },
    {
      rule: '§4.1',
      says: 'whitespace in lists does not matter',
      vary: 'accept',
      first: { accept: 'a,b' },
      second: { accept: 'a ,\tb' },
      selects: true,
    },
    {
      rule: 'RFC 9110 §5.6.1.2',
      says: 'neither do empty members',
      vary: 'accept',
      first: { accept: 'a,b' },
      second: { accept: ',a,, b,' },
      selects: true,
    },
    {
      rule: '§4.1',
      says: 'in a field that need not be a list an empty member may mean something',
      vary: 'x-a',
      first: { 'x-a': 'a,b' },
      second: { 'x-a': 'a,,b' },
      selects: false,
    },
    {
      rule: 'RFC 9110 §5.3',
      says: 'whitespace beside its commas may come from who combined its lines',
      vary: 'x-a',
      first: { 'x-a': 'a,b' },
      second: { 'x-a': ' a ,\tb' },
      selects: true,
    },
    {
      rule: '§4.1',
      says: 'the order in lists does',
      vary: 'accept',
      first: { accept: 'a,b' },
      second: { accept: 'b,a' },
      selects: false,
    },
    {
      rule: '§4.1',
      says: 'values have case',
      vary: 'x-a',
      first: { 'x-a': 'a' },
      second: { 'x-a': 'A' },
      selects: false,
    },
    {
      rule: 'RFC 4647 §2',
      says: 'language ranges have none',
      vary: 'accept-language',
      first: { 'accept-language': 'de-AT, en' },
      second: { 'accept-language': 'DE-at,en' },
      selects: true,
    },
    {
      rule: '§4.1',
      says: 'values of two fields are not confused',
      vary: 'x-a, x-b',
      first: { 'x-a': '1' },
      second: { 'x-b': '1' },
      selects: false,
    },
    { rule: 'I25', says: '* never matches', vary: '*', first: {}, second: {}, selects: false },
    {
      rule: 'I25',
      says: '* anywhere in the list never matches',
      vary: 'accept, *',
      first: {},
      second: {},
      selects: false,
    },
    {
      rule: 'I25',
      says: '* among empty members never matches',
      vary: ', *,',
      first: {},
      second: {},
      selects: false,
    },
    {
      rule: 'I25',
      says: 'what is no field name may mean anything',
      vary: 'x-a x-b',
      first: {},
      second: {},
      selects: false,
    },
    {
      rule: 'I25',
      says: 'a quote hides nothing',
      vary: '", accept',
      first: { accept: 'a' },
      second: { accept: 'b' },
      selects: false,
    },
    {
      rule: 'I25',
      says: 'a no-break space makes no name',
      vary: '\u00A0*',
      first: {},
      second: {},
      selects: false,
    },
    {
      rule: 'I25',
      says: 'constructor is a field like any other',
      vary: 'constructor',
      first: { constructor: 'a' },
      second: {},
      selects: false,
    },
    {
      rule: 'I25',
      says: '__proto__ is a field like any other',
      vary: '__proto__',
      first: { ['__proto__']: 'a' },
      second: { ['__proto__']: 'b' },
      selects: false,
    },
    {
      rule: 'I25',
      says: 'a prototype name that nobody sent is absent',
      vary: 'toString',
      first: {},
      second: {},
      selects: true,
    },
    {
      rule: 'partition',
      says: 'Authorization is satisfied by the partition',
      vary: 'Authorization',
      first: { authorization: 'a' },
      second: { authorization: 'b' },
      selects: true,
    },
    {
      rule: 'partition',
      says: 'Cookie is, too',
      vary: 'cookie, accept',
      first: { cookie: 'a' },
      second: { cookie: 'b' },
      selects: true,
    },
    {
      rule: 'RFC 9110 §12.5.5',
      says: 'an empty Vary nominates nothing',
      vary: '',
      first: { accept: 'a' },
      second: { accept: 'b' },
      selects: true,
    },
  ])('$rule: $says', ({ vary, first, second, selects }) => {
    const stored = answered(vary, first)
    expect(selectStored([stored], requestWith(second), policyWith())).toBe(
      selects ? stored : undefined,
    )
  })

  it.each([
    { says: 'one that asks for it is shown a redirection', redirect: 'manual', selects: true },
    { says: 'one that follows is not', redirect: 'follow', selects: false },
    { says: 'nor is one that takes it for an error', redirect: 'error', selects: false },
  ] as const)('Fetch standard, HTTP fetch: $says', ({ redirect, selects }) => {
    for (const status of [301, 302, 303, 307, 308]) {
      const stored = storedWith({ location: '/there' }, { status })
      expect(selectStored([stored], requestWith({}, { redirect }), policyWith())).toBe(
        selects ? stored : undefined,
      )
    }
    // No redirection is what fetch does not follow (RFC 9110 §15.4.1).
    const choices = storedWith({}, { status: 300 })
    expect(selectStored([choices], requestWith({}, { redirect }), policyWith())).toBe(choices)
  })

  it.each([
    { field: 'authorization', says: 'Authorization' },
    { field: 'cookie', says: 'Cookie' },
  ])('§4.1: in a shared cache $says is a field like any other', ({ field }) => {
    const shared = policyWith({ mode: 'shared' })
    const nominated = nominatedFields(requestWith({ [field]: 'a' }), [field], shared)
    const stored = storedWith({ vary: field }, { nominated })
    expect(selectStored([stored], requestWith({ [field]: 'a' }), shared)).toBe(stored)
    expect(selectStored([stored], requestWith({ [field]: 'b' }), shared)).toBeUndefined()
    expect(selectStored([stored], requestWith(), shared)).toBeUndefined()
  })

  it('of several that match, the most recent one', () => {
    const older = storedWith({}, { responseTime: ARRIVAL - 1 })
    const newer = storedWith()
    expect(selectStored([newer, older], requestWith(), policyWith())).toBe(newer)
    expect(selectStored([older, newer], requestWith(), policyWith())).toBe(newer)
  })

  it('nothing of nothing', () => {
    expect(selectStored([], requestWith(), policyWith())).toBeUndefined()
  })
})

describe('nominatedNames (RFC 9110 §12.5.5)', () => {
  it('combines repeated fields', () => {
    expect(
      nominatedNames([
        ['vary', 'A'],
        ['vary', ' B ,, c'],
      ]),
    ).toEqual(['a', 'b', 'c'])
  })

  it('names nothing when there is no Vary', () => {
    expect(nominatedNames([])).toEqual([])
  })
})

describe('mayValidate (RFC 9111 §4.3.1)', () => {
  it.each<{ says: string; vary: string; held: Headers; asked: Headers; is: boolean }>([
    {
      says: 'I28: not for another user',
      vary: 'authorization',
      held: { authorization: 'Bearer a' },
      asked: { authorization: 'Bearer b' },
      is: false,
    },
    {
      says: 'I28: not for nobody what is a user’s',
      vary: 'accept, cookie',
      held: { cookie: 'a=1' },
      asked: {},
      is: false,
    },
    {
      says: 'I28: not where a field of the app’s own may tell users apart',
      vary: 'x-api-key',
      held: { 'x-api-key': '1' },
      asked: { 'x-api-key': '2' },
      is: false,
    },
    {
      says: 'for another language of the same user',
      vary: 'authorization, accept-language',
      held: { authorization: 'Bearer a', 'accept-language': 'de' },
      asked: { authorization: 'Bearer a', 'accept-language': 'en' },
      is: true,
    },
    {
      says: 'for another media type',
      vary: 'accept',
      held: { accept: 'a/a' },
      asked: {},
      is: true,
    },
  ])('in a shared cache $says: $is', ({ vary, held, asked, is }) => {
    const policy = policyWith({ mode: 'shared' })
    const names = nominatedNames([['vary', vary]])
    const nominated = names === '*' ? [] : nominatedFields(requestWith(held), names, policy)
    const stored = storedWith({ vary }, { nominated })
    expect(mayValidate(stored, requestWith(asked), policy)).toBe(is)
    // All that a private cache holds is one user's.
    expect(mayValidate(stored, requestWith(asked), policyWith())).toBe(true)
  })

  it('never for what varies by everything', () => {
    const stored = storedWith({ vary: '*' })
    expect(mayValidate(stored, requestWith(), policyWith({ mode: 'shared' }))).toBe(false)
  })
})

it('variantKey: equal only for equal fields (I9)', () => {
  const keys = [
    [],
    [['a', '1']],
    [['a', '1","b":"2']],
    [
      ['a', '1'],
      ['b', '2'],
    ],
    [['a', '1, b=2']],
    [['a', '']],
  ] as const
  const variants = keys.map((nominated) => variantKey({ nominated }))
  expect(new Set(variants).size).toBe(keys.length)
})
