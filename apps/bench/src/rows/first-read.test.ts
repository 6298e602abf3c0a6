import { expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { bodyOf, coinPath } from '../origin/bodies.ts'
import { checkFirstRead, moments } from './first-read.ts'

const path = coinPath(7)
const read = { kind: 'first-read', elapsed: 2.5, data: bodyOf(path, 0) ?? '' } as const

it('a read that gives what was stored has a time', () => {
  expect(checkFirstRead('peer', read, path)).toBe(2.5)
})

it.each([
  { ...read, data: 'null' },
  { ...read, data: bodyOf(coinPath(8), 0) ?? '' },
  { kind: 'seeded' } as const,
])('a read that gives anything else is refused', (done) => {
  expect(() => checkFirstRead('peer', done, path)).toThrow(Refusal)
})

it('the limit is an idb-keyval that opens its database when ours does', () => {
  const limits = moments.map(({ asking, contestants }) => [
    asking,
    contestants.filter(({ role }) => role === 'limit').map(({ reader }) => reader),
  ])
  expect(Object.fromEntries(limits)).toEqual({
    'in one step': ['idb-keyval'],
    'once drawn': ['idb-keyval, opened before'],
  })
})
