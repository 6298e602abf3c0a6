import { describe, expect, it } from 'vitest'
import { isSecret } from './is-secret.ts'
import { REDACTED, redacted } from './redacted.ts'

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl'

describe('what proves an identity, or keeps one,', () => {
  it.each([
    'authorization',
    'proxy-authorization',
    'cookie',
    'set-cookie',
    'www-authenticate',

    'x-api-key',
    'apikey',
    'x-amz-security-token',
    'ocp-apim-subscription-key',
    'x-functions-key',
    'x-mykey',
    'x-jwt',
    'jwt',
    'cf-access-jwt-assertion',
    'csrf',
    'x-csrf-token',
    'x-xsrf-token',
    'x-sid',
    'x-otp',
    'pwd',
    'x-user',
    'x-forwarded-user',
    'x-session',
    'dpop-signature',

    'code',
    'ticket',
    'hmac',
    'SAMLResponse',
    'email',
    'userEmail',
    'access_token',
    'accessKey',
  ])('is told by its name: %s', (name) => {
    expect(isSecret(name, 'x')).toBe(true)
  })

  it.each([
    jwt,
    `Bearer ${jwt}`,
    'bearer abc',
    'Basic YTpi',
    'ghp_0123456789abcdefghij',
    'sk-0123456789abcdefghij',
  ])('is told by the shape of its value: %s', (value) => {
    expect(isSecret('x-note', value)).toBe(true)
  })
})

it.each([
  'author',
  'x-author',
  'x-keywords',
  'keyword',
  'monkey',
  'etag',
  'if-none-match',
  'x-request-id',
  'content-type',

  'cache-control',
  'vary',
  'page',
  'sort',
  'mint',
  'signal',
  'pinned',
  'passenger',
  'barcode',
  'encoding',

  'user-agent',
  'accept-encoding',
  'content-encoding',
  'x-ratelimit-remaining',
  'mailbox',
  'status',
])('what is harmless is not taken for it: %s', (name) => {
  expect(isSecret(name, '"v1"')).toBe(false)
})

it('a field with a secret is told without its value, whichever of both betrays it', () => {
  expect(
    redacted([
      ['x-jwt', 'a'],
      ['x-note', `Bearer ${jwt}`],
      ['x-note', 'harmless'],
      ['ocp-apim-subscription-key', 'a'],
    ]),
  ).toStrictEqual([
    ['x-jwt', REDACTED],
    ['x-note', REDACTED],
    ['x-note', 'harmless'],
    ['ocp-apim-subscription-key', REDACTED],
  ])
})
