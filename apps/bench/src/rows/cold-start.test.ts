import { expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { bodyOf, coinPath, listPath } from '../origin/bodies.ts'
import { checkStart } from './cold-start.ts'

const paths = { coin: coinPath(5), list: listPath(50) }
const started = {
  kind: 'started',
  elapsed: 3.5,
  coin: bodyOf(paths.coin, 0) ?? '',
  list: bodyOf(paths.list, 0) ?? '',
} as const

it('a start that gives what was stored has a time', () => {
  expect(checkStart('peer', started, paths)).toBe(3.5)
})

it.each([
  { ...started, coin: bodyOf(coinPath(6), 0) ?? '' },
  { ...started, list: 'null' },
  { kind: 'seeded' } as const,
])('a start that gives anything else is refused', (done) => {
  expect(() => checkStart('peer', done, paths)).toThrow(Refusal)
})
