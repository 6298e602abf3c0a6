import { expect, it } from 'vitest'
import { resolvePolicy } from './policy.ts'

it('by default nothing is assumed, nothing stale is served, errors are not kept, and a week is the limit', () => {
  expect(resolvePolicy()).toEqual({
    assumeFresh: 0,
    discardAfter: 604_800,
    staleIfError: 0,
    storeErrors: false,
  })
})

it('what is given later wins, field by field; undefined is not given', () => {
  const client = { assumeFresh: 5, discardAfter: 60, storeErrors: true }
  expect(resolvePolicy(client, undefined, { assumeFresh: 0, staleIfError: 9 })).toEqual({
    assumeFresh: 0,
    discardAfter: 60,
    staleIfError: 9,
    storeErrors: true,
  })
})
