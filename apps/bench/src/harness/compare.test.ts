import { expect, it } from 'vitest'
import { groupOn, medianOf, ratioOf } from './compare.ts'
import type { Group } from './group.ts'
import { Refusal } from './refusal.ts'

const group: Group = {
  subject: 'coin',
  unit: 'ms',
  measured: [
    { name: 'Map', role: 'limit', samples: [1, 10, 1], runs: 3 },
    { name: 'ours', role: 'ours', samples: [2, 20, 4], runs: 3 },
  ],
}

it('the median is that of the candidate alone', () => {
  expect(medianOf(group, 'ours')).toBe(4)
})

it('a ratio pairs the samples of a round', () => {
  expect(ratioOf(group, 'ours', 'Map')).toBe(2)
})

it('whoever did not take part has no figure', () => {
  expect(() => medianOf(group, 'theirs')).toThrow(Refusal)
  expect(() => ratioOf(group, 'ours', 'theirs')).toThrow('coin has no figure of theirs')
})

it('a group is found by what it worked on', () => {
  expect(groupOn([group], 'coin')).toBe(group)
  expect(() => groupOn([group], 'list')).toThrow('nobody worked on list')
})
