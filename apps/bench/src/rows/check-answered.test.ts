import { expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { checkAnswered } from './check-answered.ts'

const expected = { ok: 1, notModified: 9 }

it('the very answers that the work needs show it', () => {
  expect(() => checkAnswered('a', { ok: 1, notModified: 9, other: 0 }, expected)).not.toThrow()
})

it.each([
  { ok: 0, notModified: 9, other: 0 },
  { ok: 2, notModified: 9, other: 0 },
  { ok: 1, notModified: 8, other: 0 },
  { ok: 1, notModified: 9, other: 1 },
])('$ok × 200, $notModified × 304, $other × else is refused', (seen) => {
  expect(() => checkAnswered('a', seen, expected)).toThrow(Refusal)
})
