import { expect, it } from 'vitest'
import { formatAge, formatShortAge } from './times.ts'

it.each([
  [0, '0 s ago'],
  [59, '59 s ago'],
  [60, '1 min ago'],
  [3599, '60 min ago'],
  [3600, '1 h ago'],
  [47 * 3600, '47 h ago'],
  [72 * 3600, '3 days ago'],
])('an instant %i s back is %s', (seconds, text) => {
  expect(formatAge(0, seconds * 1000)).toBe(text)
})

it('an instant that lies ahead is now', () => {
  expect(formatAge(5000, 0)).toBe('0 s ago')
})

it.each([
  [0, 'now'],
  [59, 'now'],
  [60, '1m'],
  [3599, '59m'],
  [3600, '1h'],
  [48 * 3600 - 1, '47h'],
  [48 * 3600, '2d'],
  [-5, 'now'],
])('a column has %i s as %s', (seconds, text) => {
  expect(formatShortAge(0, seconds * 1000)).toBe(text)
})
