import { expect, it } from 'vitest'
import { targetsOf } from './growth.ts'

const group = (subject: string, factor: number) => ({
  subject,
  unit: 'ms' as const,
  measured: [0, 1, 2, 3].map((decade) => ({
    name: `${10 ** (decade + 1)} stored`,
    role: 'ours' as const,
    samples: [factor ** decade, 2 * factor ** decade],
    runs: 2,
  })),
})

it.each([
  { factor: 1, found: '0.0 % (± 0.0 %)', isMet: true },
  { factor: 1.04, found: '4.0 % (± 0.0 %)', isMet: true },
  { factor: 1.06, found: '6.0 % (± 0.0 %)', isMet: false },
])('times that grow by $factor a decade: $found', ({ factor, found, isMet }) => {
  const targets = targetsOf([group('a fresh hit, etagged.json', factor)])
  expect(targets).toMatchObject([{ id: 'T13', found, isMet }])
})

it('what was not measured promises nothing', () => {
  expect(targetsOf([])).toEqual([])
})
