import { expect, it } from 'vitest'
import { growthOf, growthPerDecade, withError } from './growth.ts'

const sizes = [10, 100, 1000, 10_000]

it.each([
  { factor: 1, growth: 0 },
  { factor: 1.05, growth: 0.05 },
  { factor: 10, growth: 9 },
  { factor: 0.5, growth: -0.5 },
])('times that grow by $factor for each decade grow by $growth', ({ factor, growth }) => {
  const steps = sizes.map((stored, decade) => ({ stored, time: 3 * factor ** decade }))
  expect(growthPerDecade(steps)).toBeCloseTo(growth)
})

it('one outlier in the middle does not make a slope', () => {
  const times = [1, 2, 2, 1]
  const steps = sizes.map((stored, index) => ({ stored, time: times[index] ?? 0 }))
  expect(growthPerDecade(steps)).toBeCloseTo(0)
})

it.each([
  { steps: [] },
  { steps: [{ stored: 10, time: 1 }] },
  {
    steps: [
      { stored: 10, time: 1 },
      { stored: 100, time: 0 },
    ],
  },
])('no growth can be told of $steps', ({ steps }) => {
  expect(() => growthPerDecade(steps)).toThrow(RangeError)
})

it('a round that is slow for all sizes is no growth', () => {
  const steps = sizes.map((stored) => ({ stored, samples: [1, 30, 1, 2] }))
  const { median, error } = growthOf(steps)
  expect(median).toBeCloseTo(0)
  expect(error).toBeCloseTo(0)
})

it('the error shrinks with the number of rounds', () => {
  const steps = (times: number) => [
    { stored: 10, samples: Array.from({ length: 4 * times }, () => 1) },
    { stored: 100, samples: Array.from({ length: times }, () => [1, 1.1, 1.2, 1.3]).flat() },
  ]
  const few = growthOf(steps(1))
  const many = growthOf(steps(25))
  expect(few.median).toBeCloseTo(0.15)
  expect(many.error).toBeLessThan(few.error / 3)
})

it('the error is that of a median of normal noise', () => {
  // Quartiles of 0.1 and 0.2.
  const growths = [1, 1.1, 1.15, 1.2, 1.3]
  const { median, error } = growthOf([
    { stored: 10, samples: growths.map(() => 1) },
    { stored: 100, samples: growths },
  ])
  expect(error).toBeCloseTo((1.86 * 0.05) / Math.sqrt(5))
  expect(withError(error)(median)).toBe('15.0 % (± 4.2 %)')
})

it('sizes with too few samples are refused', () => {
  const steps = [
    { stored: 10, samples: [1, 1] },
    { stored: 100, samples: [1] },
  ]
  expect(() => growthOf(steps)).toThrow(RangeError)
})
