import { expect, it } from 'vitest'
import { formatProgress } from './progress.ts'

const rows = ['one', 'two', 'three']

const known: Readonly<Record<string, number>> = { one: 5000, two: 40_000, three: 60_000 }

const durations = (names: readonly string[]) => ({
  of: (_: string, row: string) => (names.includes(row) ? known[row] : undefined),
})

it.each([
  { names: rows, says: '[2 of 3] two: 12 s of about 40 s; in all about 88 s to go' },
  { names: ['two'], says: '[2 of 3] two: 12 s of about 40 s' },
  { names: [], says: '[2 of 3] two: 12 s' },
])('knowing how long $names took, it says $says', ({ names, says }) => {
  const place = { effort: 'quick', rows, index: 1, elapsed: 12_000 }
  expect(formatProgress(place, durations(names))).toBe(says)
})

it('what takes longer than last time has none of its own to go', () => {
  const place = { effort: 'quick', rows, index: 2, elapsed: 70_000 }
  expect(formatProgress(place, durations(rows))).toContain('about 0 s to go')
})
