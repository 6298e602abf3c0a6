import { expect, it } from 'vitest'
import { bytesText } from './bytes-text.ts'

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [12_345, '12.3 kB'],
  [234_567, '235 kB'],
  [64 * 2 ** 20, '67.1 MB'],
  [3e15, '3000 TB'],
])('tells %d bytes as %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text)
})
