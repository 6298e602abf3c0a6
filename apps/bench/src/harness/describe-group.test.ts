import { expect, it } from 'vitest'
import { describeGroup } from './describe-group.ts'

it('tells the limit and how many times as much each other one is', () => {
  const group = {
    subject: 'coin',
    unit: 'ms' as const,
    measured: [
      { name: 'Map', role: 'limit' as const, samples: [0.01], runs: 1 },
      { name: 'ours', role: 'ours' as const, samples: [0.02], runs: 1 },
    ],
  }
  expect(describeGroup(group)).toBe('coin; the limit, Map: 10.0 µs; ours: 2.00 times the limit.')
})
