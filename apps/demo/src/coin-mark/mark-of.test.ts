import { expect, it } from 'vitest'
import { markOf } from './mark-of.ts'

const mints = Array.from({ length: 500 }, (_, index) => `${index}8Cs9e7pump`)

it('is the same for the same mint', () => {
  expect(markOf('8Cs9e7pump')).toEqual(markOf('8Cs9e7pump'))
})

it('tells mints apart that differ in one character', () => {
  const looks = new Set(mints.map((mint) => JSON.stringify(markOf(mint))))
  expect(looks.size).toBeGreaterThan(490)
})

it('uses every hue, shape and turn', () => {
  const marks = mints.map(markOf)
  const tiles = marks.flatMap((mark) => mark.tiles)
  expect(new Set(marks.map(({ hue }) => hue)).size).toBe(24)
  expect(new Set(tiles.map(({ shape }) => shape)).size).toBe(4)
  expect(new Set(tiles.map(({ turns }) => turns))).toEqual(new Set([0, 1, 2, 3]))
})

it('has four tiles for the empty text, too', () => {
  expect(markOf('').tiles).toHaveLength(4)
})
