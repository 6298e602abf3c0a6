import { expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { checkFreshened } from './written-by-304.ts'

const cache = { name: 'etagged', answers: { ok: 1, notModified: 2 }, isKept: true }
const measured = { name: 'etagged', role: 'ours', samples: [200, 200], runs: 2 } as const
const freshened = {
  kind: 'freshened',
  times: [{ ...measured, samples: [0.4, 0.4] }],
  bytes: [measured],
  caches: [cache],
} as const

it('a 304 in every run that wrote, and left the list, has a figure', () => {
  expect(checkFreshened(freshened, 2)).toBe(freshened)
})

it.each([
  { ...freshened, caches: [{ ...cache, answers: { ok: 2, notModified: 1 } }] },
  { ...freshened, caches: [{ ...cache, answers: { ok: 1, notModified: 1 } }] },
  { ...freshened, caches: [{ ...cache, isKept: false }] },
  { ...freshened, bytes: [{ ...measured, samples: [200, 0] }] },
  { ...freshened, bytes: [{ ...measured, samples: [200] }] },
  { kind: 'seeded' } as const,
])('work that was not done is refused', (done) => {
  expect(() => checkFreshened(done, 2)).toThrow(Refusal)
})
