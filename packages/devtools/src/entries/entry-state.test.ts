import { expect, it } from 'vitest'
import { anEntry } from './entries.test-fixture.ts'
import { stateOf } from './entry-state.ts'

const idle = { isUnderWay: false, hasFailed: false }

it.each([
  { state: 'fresh', given: {} },
  { state: 'stale', given: { isFresh: false, ttl: -5, age: 65 } },
  { state: 'must-validate', given: { isFresh: false, ttl: -65, age: 65.4 } },
  { state: 'invalidated', given: { isFresh: false, ttl: -1, age: 1, invalidated: true } },
] as const)('is $state', ({ state, given }) => {
  expect(stateOf(anEntry('/a', given), idle)).toBe(state)
})

it('is what goes on with the URL before what is stored', () => {
  expect(stateOf(anEntry('/a'), { isUnderWay: true, hasFailed: true })).toBe('validating')
  expect(stateOf(anEntry('/a'), { isUnderWay: false, hasFailed: true })).toBe('error')
  expect(stateOf(undefined, idle)).toBe('unread')
})
