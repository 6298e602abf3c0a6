import { expect, it } from 'vitest'
import { formatAge, formatUsd } from './format.ts'

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

it('writes amounts short', () => {
  expect(formatUsd(86_590_000)).toBe('$86.59M')
})
