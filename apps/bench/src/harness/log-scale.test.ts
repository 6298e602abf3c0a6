import { expect, it } from 'vitest'
import { createScale } from './log-scale.ts'

const room = { from: 0, to: 300 }

it('each decade is as wide as the next', () => {
  const scale = createScale([1, 1000], room)
  expect([1, 10, 100, 1000].map((ratio) => Math.round(scale.at(ratio)))).toEqual([0, 100, 200, 300])
})

it.each([
  { ratios: [1, 1000], ticks: [1, 10, 100, 1000] },
  { ratios: [1, 6], ticks: [1, 2, 5] },
  { ratios: [0.3, 1, 40], ticks: [1, 10] },
  { ratios: [0.4, 1], ticks: [0.5, 1] },
  { ratios: [1], ticks: [1, 2] },
])('$ratios have their ticks at $ticks', ({ ratios, ticks }) => {
  expect(createScale(ratios, room).ticks).toEqual(ticks)
})

it('the limit has room, also where all are far above it', () => {
  expect(createScale([50, 100], room).at(1)).toBe(0)
})
