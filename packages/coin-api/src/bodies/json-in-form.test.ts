import { expect, it } from 'vitest'
import { jsonInForm, withMembers } from './json-in-form.ts'

it('writes what is absent as null in 2025, and not at all since', () => {
  const value = { a: undefined, b: null, c: [{ d: undefined }] }
  expect(jsonInForm(value, '2025')).toBe('{"a":null,"b":null,"c":[{"d":null}]}')
  expect(jsonInForm(value, '2026')).toBe('{"b":null,"c":[{}]}')
})

it('joins two objects', () => {
  expect(withMembers('{"a":1}', '{"b":2}')).toBe('{"a":1,"b":2}')
  expect(withMembers('{"a":1}', '{}')).toBe('{"a":1}')
})
