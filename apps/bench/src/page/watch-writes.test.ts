import { expect, it } from 'vitest'
import { sizeOf } from './watch-writes.ts'

it.each([
  { value: undefined, size: 0 },
  { value: ['etag', 1], size: 10 },
  { value: 'ä', size: 4 },
  { value: new Uint8Array(100), size: 102 },
])('$value takes $size bytes', ({ value, size }) => {
  expect(sizeOf(value)).toBe(size)
})
