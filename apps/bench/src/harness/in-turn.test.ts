import { expect, it } from 'vitest'
import { takeInTurn } from './in-turn.ts'

const contestants = [
  { name: 'limit', role: 'limit' },
  { name: 'ours', role: 'ours' },
] as const

it('takes a sample of each in every round, and nobody always behind the same one', async () => {
  const order: string[] = []
  const measured = await takeInTurn(
    contestants,
    { rounds: 3, warmUp: false },
    ({ name }, round) => {
      order.push(`${name} ${round}`)
      return Promise.resolve(round)
    },
  )
  expect(order).toEqual(['ours 1', 'limit 1', 'ours 2', 'limit 2', 'limit 3', 'ours 3'])
  expect(measured).toEqual([
    { name: 'limit', role: 'limit', samples: [1, 2, 3], runs: 3 },
    { name: 'ours', role: 'ours', samples: [1, 2, 3], runs: 3 },
  ])
})

it('does not count what warms up', async () => {
  let taken = 0
  const [limit] = await takeInTurn(contestants, { rounds: 1, warmUp: true }, () =>
    Promise.resolve(++taken),
  )
  expect(taken).toBe(4)
  expect(limit?.samples).toEqual([4])
})
