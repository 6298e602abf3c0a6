import { expect, it } from 'vitest'
import { isSuccessful } from './is-successful.ts'

it.each([
  { status: 0, is: false },
  { status: 199, is: false },
  { status: 200, is: true },
  { status: 299, is: true },
  { status: 300, is: false },
])('$status is successful: $is (RFC 9110 §15.3)', ({ status, is }) => {
  expect(isSuccessful(status)).toBe(is)
})
