import { describe, expect, it } from 'vitest'
import { withoutSecrets } from './without-secrets.ts'

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl'

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
    'code',
    'ticket',
    'hmac',
    'SAMLResponse',
    'email',
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

it.each([
  ['/users/alice.json', '/users/REDACTED'],
  ['/Users/ALICE/orders', '/Users/REDACTED/orders'],
  ['/coins?owners=alice,bob', '/coins?owners=REDACTED'],
  ['/coins?filter=user:alice&page=1', '/coins?filter=REDACTED&page=1'],
  ['/coins?alice', '/coins?REDACTED'],
  ['/coins?alice=1&filter[alice]=2&b=3', '/coins?REDACTED&REDACTED&b=3'],
  ['/coins?q=of+alice', '/coins?q=REDACTED'],
  ['/malice/palice2?q=alices', '/malice/palice2?q=alices'],
])('the id of the user is not in it, neither in other letters nor as a part: %s', (url, told) => {
  expect(withoutSecrets(url, 'alice')).toBe(told)
})

it('finds an id that is written in other letters, or that has signs itself', () => {
  expect(withoutSecrets('/of/0xabc?a=0XABC&b=0xabcd', '0xAbC')).toBe(
    '/of/REDACTED?a=REDACTED&b=0xabcd',
  )
  expect(withoutSecrets('/of/mailto:a.b%40c.test?x=axb@c.test', 'a.b@c.test')).toBe(
    '/of/REDACTED?x=axb@c.test',
  )
  expect(withoutSecrets('/of/nobody?x=1', '')).toBe('/of/nobody?x=1')
  expect(withoutSecrets('/of/a+b@c.test?x=a+b@c.test&y=a%2Bb@c.test', 'a+b@c.test')).toBe(
    '/of/REDACTED?x=REDACTED&y=REDACTED',
  )
})
