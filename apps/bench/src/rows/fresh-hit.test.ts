import { expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { checkHits } from './fresh-hit.ts'

const log = { ok: 2, notModified: 0, other: 0, wire: 1 }

it('one answer for each resource shows that all else were hits', () => {
  expect(() => checkHits('peer', log, 2)).not.toThrow()
})

it.each([{ ok: 3 }, { ok: 1 }, { notModified: 1 }, { other: 1 }])(
  'a log with $ok 200, $notModified 304, $other else is refused',
  (seen) => {
    expect(() => checkHits('peer', { ...log, ...seen }, 2)).toThrow(Refusal)
  },
)
