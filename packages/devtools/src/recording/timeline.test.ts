import { expect, it } from 'vitest'
import { createTimeline, SLICE, SLICES } from './timeline.ts'

const AT = 1_800_000_000

it('counts by how requests ended, in slices up to now, oldest first', () => {
  const timeline = createTimeline()
  timeline.add('memory', AT)
  timeline.add('memory', AT + SLICE - 0.1)
  timeline.add('failed', AT + SLICE)
  const slices = timeline.slices(AT + SLICE + 1)
  expect(slices).toHaveLength(SLICES)
  expect(
    slices.slice(-3).map(({ at, counts }) => [at, counts.memory, counts.failed]),
  ).toStrictEqual([
    [AT - SLICE, 0, 0],
    [AT, 2, 0],
    [AT + SLICE, 0, 1],
  ])
})

it('tells nothing of what is longer ago than it shows', () => {
  const timeline = createTimeline()
  timeline.add('disk', AT)
  const later = timeline.slices(AT + SLICE * SLICES)
  expect(later.every(({ counts }) => counts.disk === 0)).toBe(true)
})

it('shows what is now after a clock was set back', () => {
  const timeline = createTimeline()
  for (let at = 0; at < 3 * SLICES; at++) timeline.add('network', AT + at * SLICE)
  timeline.add('validated', 1000)
  expect(timeline.slices(1000).at(-1)?.counts.validated).toBe(1)
})
