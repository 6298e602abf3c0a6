import { expect, it } from 'vitest'
import { contentLength } from './content-length.ts'

it.each([
  { value: '0', is: 0 },
  { value: '12', is: 12 },
  { value: '3, 3', is: undefined },
  { value: '-1', is: undefined },
  { value: '1.5', is: undefined },
  { value: '', is: undefined },
  { value: ' 3', is: undefined },
])('RFC 9110 §8.6: Content-Length $value is $is', ({ value, is }) => {
  expect(contentLength([['content-length', value]])).toBe(is)
})

it('an absent Content-Length tells nothing', () => {
  expect(contentLength([])).toBeUndefined()
})
