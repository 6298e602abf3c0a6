import { expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { checkValidations } from './not-modified.ts'

const log = { ok: 1, notModified: 99, other: 0, wire: 1 }

it('a 304 for every run but the first shows the work of a cache', () => {
  expect(() => checkValidations('peer', 'peer', log, 100)).not.toThrow()
})

it('a 200 for every run shows the work without a cache', () => {
  const seen = { ...log, ok: 100, notModified: 0 }
  expect(() => checkValidations('none', 'scale', seen, 100)).not.toThrow()
  expect(() => checkValidations('peer', 'peer', seen, 100)).toThrow(Refusal)
})

it.each([{ notModified: 98 }, { notModified: 100 }, { ok: 2 }, { other: 1 }])(
  'a log that does not add up is refused: %o',
  (seen) => {
    expect(() => checkValidations('peer', 'peer', { ...log, ...seen }, 100)).toThrow(Refusal)
  },
)
