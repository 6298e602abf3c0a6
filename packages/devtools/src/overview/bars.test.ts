import { expect, it } from 'vitest'
import { countsText, niceEnd, piecesOf, sumOf, totalOf, whenText } from './bars.ts'

const none = { memory: 0, disk: 0, validated: 0, network: 0, failed: 0 }
const slice = { at: 0, counts: { ...none, memory: 6, network: 2 } }

it('stacks the pieces of a bar from the bottom up, the cheapest first', () => {
  expect(piecesOf(slice, { most: 10, height: 100 })).toStrictEqual([
    { group: 'memory', y: 40, height: 60 },
    { group: 'network', y: 20, height: 20 },
  ])
})

it('shows a little of what is little, and nothing beyond the top', () => {
  const counts = { ...none, memory: 999, failed: 1 }
  const [memory, failed] = piecesOf({ at: 0, counts }, { most: 1000, height: 100 })
  expect(failed?.height).toBeGreaterThan(0)
  expect(memory?.y).toBeGreaterThanOrEqual(0)
  expect(failed?.y).toBe(0)
})

it('takes from the largest piece what the small ones have beyond their share, wherever it stands', () => {
  for (const large of ['memory', 'validated', 'failed'] as const) {
    const counts = { memory: 1, disk: 1, validated: 1, network: 1, failed: 1, [large]: 96 }
    const pieces = piecesOf({ at: 0, counts }, { most: 100, height: 88 })
    expect(pieces.map(({ height }) => Math.round(height))).toStrictEqual(
      pieces.map(({ group }) => (group === large ? 80 : 2)),
    )
    expect(pieces.at(-1)?.y).toBeCloseTo(0)
    expect(pieces.reduce((sum, { height }) => sum + height, 0)).toBeCloseTo(88)
  }
})

it.each([
  [0, 4],
  [3, 4],
  [5, 6],
  [9, 10],
  [11, 20],
  [180, 200],
  [501, 600],
])('ends the axis of %i at %i', (most, end) => {
  expect(niceEnd(most)).toBe(end)
})

it('adds up, and says it in words', () => {
  const sum = sumOf([slice, slice])
  expect([totalOf({ counts: sum }), countsText(sum), countsText(none)]).toStrictEqual([
    16,
    'Memory 12, 200 4',
    'no requests',
  ])
  expect([whenText(59), whenText(0)]).toStrictEqual(['the last 5 s', '295 to 300 s ago'])
})
