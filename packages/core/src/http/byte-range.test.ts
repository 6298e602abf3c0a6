import { describe, expect, it } from 'vitest'
import { parseByteRange } from './byte-range.ts'

describe('parseByteRange (RFC 9110 §14.1.2)', () => {
  it.each([
    { says: 'first and last', field: 'bytes=0-1', is: { first: 0, last: 1 } },
    { says: 'no last: to the end', field: 'bytes=5-', is: { first: 5, last: undefined } },
    { says: 'no first: so many from the end', field: 'bytes=-5', is: { suffix: 5 } },
    { says: 'a suffix of nothing', field: 'bytes=-0', is: { suffix: 0 } },
    { says: 'the unit is case-insensitive (§14.1)', field: 'Bytes=1-1', is: { first: 1, last: 1 } },
    { says: 'last before first is invalid', field: 'bytes=2-1', is: undefined },
    { says: 'several ranges', field: 'bytes=0-1,3-4', is: undefined },
    { says: 'another unit', field: 'lines=0-1', is: undefined },
    { says: 'no number', field: 'bytes=a-b', is: undefined },
    { says: 'nothing', field: 'bytes=-', is: undefined },
    { says: 'a number that no body reaches', field: 'bytes=0-9999999999999999', is: undefined },
    { says: 'an empty field', field: '', is: undefined },
  ])('$says: $field', ({ field, is }) => {
    expect(parseByteRange(field)).toEqual(is)
  })
})
