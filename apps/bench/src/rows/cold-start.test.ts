import { expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { bodyOf, coinPath, listPath } from '../origin/bodies.ts'
import { checkStart, targetsOf } from './cold-start.ts'

const paths = { coin: coinPath(5), list: listPath(50) }
const started = {
  kind: 'started',
  elapsed: 3.5,
  coin: bodyOf(paths.coin, 0) ?? '',
  list: bodyOf(paths.list, 0) ?? '',
  rows: 50,
  asked: 0,
} as const

it('a start that shows what was stored has a time', () => {
  expect(checkStart('peer', started, paths)).toBe(3.5)
})

it.each([
  { ...started, coin: bodyOf(coinPath(6), 0) ?? '' },
  { ...started, list: 'null' },
  { ...started, rows: 0 },
  { ...started, asked: 1 },
  { kind: 'seeded' } as const,
])('a start that shows anything else, or asks the network, is refused', (done) => {
  expect(() => checkStart('peer', done, paths)).toThrow(Refusal)
})

it('each number stored has a target of its own, and their growth has one', () => {
  const groups = [10, 100, 1000, 10_000].map((number) => ({
    subject: `${number} stored`,
    unit: 'ms' as const,
    measured: [
      { name: 'idb-keyval get and parse', role: 'limit' as const, samples: [1], runs: 1 },
      {
        name: '@etagged/react with @etagged/idb',
        role: 'ours' as const,
        samples: [Math.log10(number)],
        runs: 1,
      },
    ],
  }))
  const targets = targetsOf(groups)
  expect(targets.map(({ id, isMet }) => [id, isMet])).toEqual([
    ['T5', false],
    ['T5', false],
    ['T5', false],
    ['T13', false],
  ])
})
