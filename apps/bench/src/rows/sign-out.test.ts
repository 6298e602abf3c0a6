import { expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { checkWipe } from './sign-out.ts'

const wiped = {
  kind: 'wiped',
  elapsed: 90,
  before: 10,
  after: 0,
  expected: 10,
  isHeld: true,
} as const

it('a removal of everything has a time', () => {
  expect(checkWipe('peer', wiped, true)).toBe(90)
})

it.each([
  [{ ...wiped, before: 9 }, 'had 9 responses to remove, not 10'],
  [{ ...wiped, before: 11 }, 'had 11 responses to remove, not 10'],
  [{ ...wiped, after: 1 }, 'left 1 rows'],
  [{ ...wiped, isHeld: false }, 'held by another page: false'],
  [{ kind: 'seeded' } as const, 'did not remove anything'],
])('a removal that had less to do, or did less, is refused', (done, because) => {
  expect(() => checkWipe('peer', done, true)).toThrow(Refusal)
  expect(() => checkWipe('peer', done, true)).toThrow(because)
})
