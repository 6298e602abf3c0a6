import { expect, it } from 'vitest'
import { secondsText } from './seconds-text.ts'

it.each([
  [-3, '0 s'],
  [0.9, '0 s'],
  [119.9, '119 s'],
  [120, '2 min'],
  [7199, '119 min'],
  [7200, '2 h'],
  [172_800, '2 d'],
])('tells %d seconds as %s', (seconds, text) => {
  expect(secondsText(seconds)).toBe(text)
})
