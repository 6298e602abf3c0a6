import { expect, it } from 'vitest'
import { digits } from './digits.ts'

it.each([
  { value: 0.123, text: '0.12' },
  { value: 1, text: '1.00' },
  { value: 12.34, text: '12.3' },
  { value: 12_345.6, text: '12346' },
])('$value reads $text', ({ value, text }) => {
  expect(digits(value)).toBe(text)
})
