import { expect, it } from 'vitest'
import type { Group } from '../harness/group.ts'
import { Refusal } from '../harness/refusal.ts'
import { checkRequests, targetsOf } from './ten-tabs.ts'

it.each([
  { ok: 1, notModified: 4, requests: 5 },
  { ok: 10, notModified: 40, requests: 50 },
  { ok: 1, notModified: 49, requests: 50 },
])('$ok × 200 and $notModified × 304 are $requests requests', ({ requests, ...seen }) => {
  const exactly = { least: requests, most: requests }
  expect(() => checkRequests('tabs', { ...seen, other: 0 }, exactly)).not.toThrow()
})

it.each([
  { ok: 1, notModified: 4 },
  { ok: 1, notModified: 6 },
  { ok: 10, notModified: 40 },
])('$ok × 200 and $notModified × 304 are 5 to 50 requests', (seen) => {
  const check = () => checkRequests('tabs', { ...seen, other: 0 }, { least: 5, most: 50 })
  expect(check).not.toThrow()
})

it.each([
  { ok: 1, notModified: 3 },
  { ok: 10, notModified: 41 },
])('$ok × 200 and $notModified × 304 are not 5 to 50 requests', (seen) => {
  const check = () => checkRequests('tabs', { ...seen, other: 0 }, { least: 5, most: 50 })
  expect(check).toThrow('was to ask 5 to 50 times')
})

it.each([
  { ok: 1, notModified: 5, other: 0, requests: 5 },
  { ok: 1, notModified: 3, other: 1, requests: 5 },
  { ok: 0, notModified: 5, other: 0, requests: 5 },
  { ok: 20, notModified: 30, other: 0, requests: 50 },
])('$ok × 200, $notModified × 304 and $other × else are not $requests', ({ requests, ...seen }) => {
  const exactly = { least: requests, most: requests }
  expect(() => checkRequests('tabs', seen, exactly)).toThrow(Refusal)
})

const groupOf = (ours: number, requests: string): Group => ({
  subject: 'tabs',
  unit: 'ms',
  measured: [
    { name: 'fetch by hand, kept data', role: 'limit', samples: [1], runs: 1 },
    { name: 'etagged in memory, without tabs', role: 'ours', samples: [1.2], runs: 1 },
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

it('the reason tells what of a lone tab is the store, the channel and the lock', () => {
  const targets = targetsOf(groupOf(310, '1'), groupOf(2.1, '1'))
  expect(targets[2]?.because).toContain('Of it 0.90 ms are the store')
})
