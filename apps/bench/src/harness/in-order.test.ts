import { expect, it } from 'vitest'
import { inOrder } from './in-order.ts'

it.each([
  { round: 0, order: 'abc' },
  { round: 1, order: 'cba' },
  { round: 2, order: 'bca' },
  { round: 3, order: 'acb' },
  { round: 4, order: 'cab' },
  { round: 5, order: 'bac' },
  { round: 6, order: 'abc' },
])('round $round goes $order', ({ round, order }) => {
  expect(inOrder(['a', 'b', 'c'], round).join('')).toBe(order)
})

it.each([2, 3, 4, 5])(
  'each of %i runs behind each neighbour as often, and as often first',
  (size) => {
    const items = Array.from({ length: size }, (_, index) => index)
    const rounds = Array.from({ length: 2 * size }, (_, round) => inOrder(items, round))
    for (const one of items) {
      const before = rounds.flatMap((order) => order[order.indexOf(one) - 1] ?? [])
      const times = [...Map.groupBy(before, (other) => other).values()].map(({ length }) => length)
      expect(new Set(times).size).toBe(1)
      expect(times).toHaveLength(Math.min(2, size - 1))
      expect(rounds.filter(([first]) => first === one)).toHaveLength(2)
    }
  },
)
