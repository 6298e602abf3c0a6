import { expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { checkSaved } from './store-changed.ts'

const measured = [{ name: 'setMany', role: 'limit', samples: [3], runs: 1 }] as const

it('what the disk has after each sample has a figure', () => {
  expect(checkSaved({ kind: 'saved', measured, wrong: 0 }).measured).toBe(measured)
})

it.each([{ kind: 'saved', measured, wrong: 1 } as const, { kind: 'seeded' } as const])(
  'what it has not is refused',
  (done) => {
    expect(() => checkSaved(done)).toThrow(Refusal)
  },
)
