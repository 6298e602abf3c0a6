import { expect, it } from 'vitest'
import type { Candidate } from './candidate.ts'
import { interleave, type Work } from './interleave.ts'
import { Refusal } from './refusal.ts'

/** Candidates that take as long as they say, on a clock that only they move. */
function createBench(costs: Readonly<Record<string, number>>) {
  let time = 0
  const order: string[] = []
  const candidates = Object.entries(costs).map(([name, cost]): Candidate => ({
    name,
    role: 'peer',
    run() {
      time += cost
      if (order.at(-1) !== name) order.push(name)
      return [name]
    },
  }))
  const work: Work = {
    candidates,
    effort: { rounds: 3, sample: 8, warmUp: 16 },
    weigh: (data) => (Array.isArray(data) ? data.length : 0),
    isRight: Array.isArray,
    now: () => time,
  }
  return { work, order }
}

it('a sample is the time of one run, however many runs it took', async () => {
  const { work } = createBench({ slow: 40, fast: 0.5 })
  const [slow, fast] = await interleave(work)
  expect(slow?.samples).toEqual([40, 40, 40])
  expect(fast?.samples).toEqual([0.5, 0.5, 0.5])
  expect(slow?.runs).toBe(1 + 3)
  expect(fast?.runs).toBe(1 + 2 + 4 + 8 + 16 + 16 + 3 * 16)
})

it('every round has a sample of each candidate, and every other one goes the other way', async () => {
  const { work, order } = createBench({ one: 40, two: 40, three: 40 })
  await interleave(work)
  const rounds = ['one', 'two', 'three', 'three', 'two', 'one', 'two', 'three', 'one']
  const warmedUp = ['one', 'two', 'three', ...rounds]
  expect(order).toEqual(warmedUp.filter(isNewTurn))
})

it('a candidate that gives other data has no figure', async () => {
  const { work } = createBench({ one: 40 })
  await expect(interleave({ ...work, isRight: () => false })).rejects.toThrow(Refusal)
})

it('a candidate that gives the data only now and then has no figure', async () => {
  const { work } = createBench({ one: 1 })
  let runs = 0
  const moody: Candidate = {
    name: 'moody',
    role: 'peer',
    run: () => {
      work.candidates[0]?.run()
      return runs++ % 2 === 0 ? [] : ['data']
    },
  }
  await expect(interleave({ ...work, candidates: [moody] })).rejects.toThrow(
    'moody did not give the same in every run',
  )
})

function isNewTurn(name: string, index: number, names: readonly string[]): boolean {
  return names[index - 1] !== name
}
