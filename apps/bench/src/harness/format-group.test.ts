import { expect, it } from 'vitest'
import type { Measured, Role } from './candidate.ts'
import { formatGroup } from './format-group.ts'

function measured(name: string, role: Role, ...samples: readonly number[]): Measured {
  return { name, role, samples, runs: samples.length }
}

it('a table names each candidate, its spread, and its ratio to the limit', () => {
  const group = {
    subject: 'coin',
    unit: 'ms' as const,
    measured: [
      measured('Map', 'limit', 0.01, 0.01, 0.01),
      { ...measured('etagged', 'ours', 0.02, 0.021, 0.022), counted: { notified: '0' } },
    ],
  }
  expect(formatGroup(group).split('\n')).toEqual([
    '| coin, µs    | median |     q1–q3 | × the limit |     q1–q3 | notified |',
    '| ----------- | -----: | --------: | ----------: | --------: | -------: |',
    '| Map         |   10.0 |           |        1.00 |           |          |',
    '| **etagged** |   21.0 | 20.5–21.5 |        2.10 | 2.05–2.15 |        0 |',
  ])
})

it('bytes are told in kB', () => {
  const group = {
    subject: 'session',
    unit: 'bytes' as const,
    measured: [measured('a', 'limit', 1234567)],
  }
  expect(formatGroup(group)).toContain('| session, kB | median |')
  expect(formatGroup(group)).toContain('| a           |   1235 |')
})

it('a noisy figure is named', () => {
  const group = {
    subject: 'coin',
    unit: 'ms' as const,
    measured: [measured('Map', 'limit', 1, 2, 3)],
  }
  expect(formatGroup(group)).toMatch(/Noisy, to be repeated .*: Map\.$/)
})

it.each([
  { limits: 0, measured: [measured('a', 'peer', 1)] },
  { limits: 2, measured: [measured('a', 'limit', 1), measured('b', 'limit', 1)] },
])('a table with $limits limits is refused', ({ measured: candidates }) => {
  expect(() => formatGroup({ subject: 'coin', unit: 'ms', measured: candidates })).toThrow(
    'coin needs one limit',
  )
})

it.each([
  { samples: [1, 2, 3], limits: [1, 2, 3], told: 'Map, etagged' },
  { samples: [1, 2, 3], limits: [1, 1, 1], told: 'etagged (its ratio, too)' },
  { samples: [1, 1, 1.2, 1.2], limits: [1.2, 1.2, 1, 1], told: 'etagged (its ratio)' },
])('of $samples beside $limits noise is told as $told', ({ samples, limits, told }) => {
  const group = {
    subject: 'coin',
    unit: 'ms' as const,
    measured: [measured('Map', 'limit', ...limits), measured('etagged', 'ours', ...samples)],
  }
  expect(formatGroup(group).endsWith(`of the median): ${told}.`)).toBe(true)
})
