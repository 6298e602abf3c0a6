import { describe, expect, it } from 'vitest'
import { withoutAbsent } from './absent.ts'

describe('withoutAbsent', () => {
  it('drops null and undefined and keeps every other value', () => {
    const input = { a: null, b: undefined, c: 0, d: '', e: false, f: 'x' }
    // Strict: an undefined key is not a missing key.
    expect(withoutAbsent(input)).toStrictEqual({ c: 0, d: '', e: false, f: 'x' })
  })

  it('returns the very same object when nothing is absent', () => {
    const input = { a: 1, b: 'x' }
    expect(withoutAbsent(input)).toBe(input)
  })

  it.each([null, undefined, 'text', 7, [null]])('leaves %j alone', (input) => {
    expect(withoutAbsent(input)).toBe(input)
  })
})
