import { expect, it } from 'vitest'
import { crosshairStep } from './crosshair-step.ts'

it.each([
  ['ArrowLeft', 5, 4],
  ['ArrowLeft', 0, 0],
  ['ArrowRight', 5, 6],
  ['ArrowRight', 29, 29],
  ['ArrowDown', 5, 4],
  ['ArrowUp', 5, 6],
  ['PageDown', 5, 0],
  ['PageDown', 25, 15],
  ['PageUp', 25, 29],
  ['Home', 5, 0],
  ['End', 5, 29],
  ['ArrowLeft', undefined, 28],
  ['ArrowRight', undefined, 29],
  ['Tab', 5, undefined],
])('%s from point %s of 30 leads to %s', (key, marked, next) => {
  expect(crosshairStep(key, marked, 30)).toBe(next)
})
