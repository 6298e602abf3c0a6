import { expect, it } from 'vitest'
import { isNoisy, quartilesOf, ratiosOf } from './statistics.ts'

it.each([
  { samples: [7], quartiles: { q1: 7, median: 7, q3: 7 } },
  { samples: [1, 2], quartiles: { q1: 1.25, median: 1.5, q3: 1.75 } },
  { samples: [5, 1, 4, 2, 3], quartiles: { q1: 2, median: 3, q3: 4 } },
  { samples: [10, 9, 1, 100], quartiles: { q1: 7, median: 9.5, q3: 32.5 } },
])('the quartiles of $samples are $quartiles', ({ samples, quartiles }) => {
  expect(quartilesOf(samples)).toEqual(quartiles)
})

it.each([{ samples: [] }, { samples: [1, Number.NaN] }, { samples: [Infinity] }])(
  'samples that are no measurement are refused: $samples',
  ({ samples }) => {
    expect(() => quartilesOf(samples)).toThrow(RangeError)
  },
)

it('a figure is noisy when its middle half is wider than a quarter of its median', () => {
  expect(isNoisy({ q1: 9, median: 10, q3: 11.5 })).toBe(false)
  expect(isNoisy({ q1: 9, median: 10, q3: 11.6 })).toBe(true)
})

it('ratios pair the samples of a round, so that a slow round does not count', () => {
  expect(ratiosOf([2, 20, 2], [1, 10, 1])).toEqual({ q1: 2, median: 2, q3: 2 })
})

it('samples without a limit of the same round are refused', () => {
  expect(() => ratiosOf([1, 2], [1])).toThrow('2 samples cannot be paired with 1 limits')
})
