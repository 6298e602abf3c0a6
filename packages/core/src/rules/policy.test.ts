import { expect, it } from 'vitest'
import { defaultPolicy, overriddenBy, resolvePolicy } from './policy.ts'

it('by default nothing is assumed, nothing stale is served, errors are not kept, and a week is the limit', () => {
  expect(resolvePolicy({})).toEqual({
    assumeFresh: 0,
    discardAfter: 604_800,
    staleIfError: 0,
    storeErrors: false,
    heuristicFreshness: false,
    freshnessJitter: 0,
    earlyRefresh: 0,
    audience: 'user',
    persist: true,
    mode: 'private',
    obeyRequestDirectives: true,
  })
})

it('RFC 9111 §5.2.1: a shared cache takes what requests ask as advice, unless it is told to obey', () => {
  expect(resolvePolicy({ mode: 'shared' }).obeyRequestDirectives).toBe(false)
  const told = { mode: 'shared', obeyRequestDirectives: true } as const
  expect(resolvePolicy(told).obeyRequestDirectives).toBe(true)
})

it('what is given outranks what was, field by field; undefined is not given, and other names are left out', () => {
  const client = resolvePolicy({ assumeFresh: 5, discardAfter: 60, storeErrors: true })
  const given = { assumeFresh: 0, staleIfError: 9, storeErrors: undefined, baseUrl: '/api' }
  expect(overriddenBy(client, given as object)).toEqual({
    ...defaultPolicy,
    assumeFresh: 0,
    discardAfter: 60,
    staleIfError: 9,
    storeErrors: true,
  })
})
