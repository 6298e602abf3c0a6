import { expect, it } from 'vitest'
import { audienceOf } from './audience.ts'
import type { CacheRequest } from './cache-request.ts'
import { type Audience, isOfMany, type UsedBy } from './policy.ts'
import { type Headers, policyWith, requestWith } from './stored-response.test-fixture.ts'

interface Case {
  readonly says: string
  readonly policy?: Partial<UsedBy>
  readonly ask?: Headers
  readonly how?: Partial<CacheRequest>
  readonly is: Audience
}

const cases: Case[] = [
  { says: 'a read is everyone’s where the policy says so', is: 'everyone' },
  { says: 'so is a HEAD', how: { method: 'HEAD' }, is: 'everyone' },
  { says: 'by default all is a user’s', policy: { audience: 'user' }, is: 'user' },
  { says: 'a shared cache has one part for all', policy: { mode: 'shared' }, is: 'user' },
  ...['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'OPTIONS', 'PURGE'].map((method): Case => ({
    says: `${method} is a user’s`,
    how: { method },
    is: 'user',
  })),
  ...(['authorization', 'proxy-authorization', 'cookie'] as const).map((name): Case => ({
    says: `a ${name} field of its own says who asks`,
    ask: { [name]: 'x' },
    is: 'user',
  })),
  {
    says: 'an empty one does, too (I23)',
    ask: { accept: 'text/html', authorization: '' },
    is: 'user',
  },
  {
    says: 'any other field does not',
    ask: { accept: 'application/json', 'x-api-version': '2' },
    is: 'everyone',
  },
  {
    says: 'who asks for cookies across origins is a user',
    how: { credentials: 'include' },
    is: 'user',
  },
  { says: 'who wants none is not', how: { credentials: 'omit' }, is: 'everyone' },
]

it.each(cases)('I46: $says', ({ policy, ask, how, is }) => {
  const request = requestWith(ask, how)
  expect(audienceOf(request, policyWith({ audience: 'everyone', ...policy }))).toBe(is)
})

it.each<UsedBy & { readonly many: boolean }>([
  { mode: 'private', audience: 'user', many: false },
  { mode: 'private', audience: 'everyone', many: true },
  { mode: 'shared', audience: 'user', many: true },
])('RFC 9111 §1.1: is a $mode cache of $audience for many? $many', ({ many, ...used }) => {
  expect(isOfMany(used)).toBe(many)
})
