import { REDACTED } from '@etagged/core/inspect'
import { describe, expect, it } from 'vitest'
import { copyAsFetch, withoutSecrets } from './copy-as-fetch.ts'

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl'

describe('a request as a call of fetch', () => {
  it('is its URL alone when there is nothing to say of it', () => {
    expect(copyAsFetch({ method: 'GET', url: 'https://api.test/coins?limit=3' })).toBe(
      'await fetch("https://api.test/coins?limit=3")',
    )
  })

  it('has the method, the fields and the credentials mode, and says what is missing', () => {
    expect(
      copyAsFetch({
        method: 'POST',
        url: 'https://api.test/coins',
        fields: [['content-type', 'application/json']],
        credentials: 'include',
      }),
    ).toBe(`await fetch("https://api.test/coins", {
  method: "POST",
  headers: {
    "content-type": "application/json",
  },
  credentials: "include",
  // The body is not recorded.
})`)
  })

  it('has no field that was redacted, proves an identity, or that the cache added', () => {
    const text = copyAsFetch({
      method: 'GET',
      url: 'https://api.test/coins',
      fields: [
        ['accept', 'application/json'],
        ['x-wallet', REDACTED],
        ['authorization', 'Bearer abc'],
        ['cookie', 'sid=1'],
        ['x-api-key', 'k'],
        ['x-proof', jwt],
        ['if-none-match', '"v1"'],
        ['if-modified-since', 'Fri, 15 Jan 2027 08:00:00 GMT'],
        ['cache-control', 'max-age=0'],
      ],
    })
    expect(text).toBe(`await fetch("https://api.test/coins", {
  headers: {
    "accept": "application/json",
  },
})`)
  })

  it("keeps the caller's own Cache-Control", () => {
    const fields = [['cache-control', 'max-age=0']] as const
    expect(copyAsFetch({ method: 'GET', url: 'https://api.test/', fields })).toContain('max-age=0')
  })

  it('is one text whatever a field holds', () => {
    const fields = [['x-note', 'a"b\\c\n`${1}`']] as const
    expect(copyAsFetch({ method: 'GET', url: 'https://api.test/', fields })).toContain(
      String.raw`"x-note": "a\"b\\c\n${'`${1}`'}",`,
    )
  })
})

describe('a URL without secrets', () => {
  it.each([
    'token',
    'access_token',
    'accessToken',
    'api_key',
    'apikey',
    'apiKey',
    'key',
    'auth',
    'oauth_verifier',
    'authorization',
    'signature',
    'sig',
    'X-Amz-Signature',
    'X-Amz-Credential',
    'password',
    'session',
    'PHPSESSID',
    'client_secret',
    '%74oken',
  ])('hides the value of %s', (name) => {
    expect(withoutSecrets(`https://api.test/coins?a=1&${name}=s3cr3t&b=2`)).toBe(
      `https://api.test/coins?a=1&${name}=REDACTED&b=2`,
    )
  })

  it.each(['author', 'keyword', 'monkey', 'page', 'sort', 'mint', 'signal', 'pinned', 'passenger'])(
    'leaves %s as it is',
    (name) => {
      const url = `https://api.test/coins?${name}=x`
      expect(withoutSecrets(url)).toBe(url)
    },
  )

  it('hides what is shaped like a token wherever it stands', () => {
    expect(withoutSecrets(`https://api.test/verify/${jwt}?state=${jwt}&${jwt}`)).toBe(
      'https://api.test/verify/REDACTED?state=REDACTED&REDACTED',
    )
  })

  it('has no user and no password', () => {
    expect(withoutSecrets('https://ann:pw@api.test:8443/x')).toBe('https://api.test:8443/x')
  })

  it('leaves the rest as it is written, even what no one can decode', () => {
    expect(withoutSecrets('https://api.test/a%20b?q=a+b%zz&empty=&flag')).toBe(
      'https://api.test/a%20b?q=a+b%zz&empty=&flag',
    )
    expect(withoutSecrets('/coins?token=1&a=2')).toBe('/coins?token=REDACTED&a=2')
  })

  it('tells nothing of what is no URL', () => {
    expect(withoutSecrets('https://[')).toBe('REDACTED')
  })
})

it('the id of the user is in nothing that is copied: no segment, no parameter, no field', () => {
  const text = copyAsFetch({
    method: 'GET',
    url: 'https://api.test/users/0xabc/orders?owner=0xabc&page=1&note=0xabcd',
    fields: [
      ['x-owner', '0xabc'],
      ['accept', '*/*'],
    ],
    user: '0xabc',
  })
  expect(text)
    .toBe(`await fetch("https://api.test/users/REDACTED/orders?owner=REDACTED&page=1&note=0xabcd", {
  headers: {
    "accept": "*/*",
  },
})`)
})
