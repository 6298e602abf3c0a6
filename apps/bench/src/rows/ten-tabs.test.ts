import { expect, it } from 'vitest'
import type { Group } from '../harness/group.ts'
import { Refusal } from '../harness/refusal.ts'
import { checkRequests, targetsOf } from './ten-tabs.ts'

it.each([
  { ok: 1, notModified: 4, requests: 5 },
  { ok: 10, notModified: 40, requests: 50 },
  { ok: 1, notModified: 49, requests: 50 },
])('$ok × 200 and $notModified × 304 are $requests requests', ({ requests, ...seen }) => {
  expect(() => checkRequests('tabs', { ...seen, other: 0 }, requests)).not.toThrow()
})

it.each([
  { ok: 1, notModified: 5, other: 0, requests: 5 },
  { ok: 1, notModified: 3, other: 1, requests: 5 },
  { ok: 0, notModified: 5, other: 0, requests: 5 },
  { ok: 20, notModified: 30, other: 0, requests: 50 },
])('$ok × 200, $notModified × 304 and $other × else are not $requests', ({ requests, ...seen }) => {
  expect(() => checkRequests('tabs', seen, requests)).toThrow(Refusal)
})

const groupOf = (ours: number, requests: string): Group => ({
  subject: 'tabs',
  unit: 'ms',
  measured: [
    { name: 'fetch by hand, kept data', role: 'limit', samples: [1], runs: 1 },
    {
      name: 'etagged with @etagged/idb',
      role: 'ours',
      samples: [ours],
      runs: 1,
      counted: { requests },
    },
  ],
})

it.each([
  { many: 310, requests: '1', alone: 1.5, met: [true, true, true] },
  { many: 361, requests: '2', alone: 2.1, met: [false, false, false] },
])('$requests requests, $many ms, and $alone ms alone: $met', ({ many, requests, alone, met }) => {
  const targets = targetsOf(groupOf(many, requests), groupOf(alone, '1'))
  expect(targets.map(({ isMet }) => isMet)).toEqual(met)
})
