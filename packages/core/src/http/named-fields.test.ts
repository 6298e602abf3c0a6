import { describe, expect, it } from 'vitest'
import { parseCacheControl } from './cache-control.ts'
import { fieldsNamedBy, isUnqualified } from './named-fields.ts'

describe('fieldsNamedBy (RFC 9111 §5.2.2.4, §5.2.2.7)', () => {
  it.each([
    { says: 'a quoted list names fields', field: 'no-cache="a, B"', is: ['a', 'b'] },
    { says: 'one name may do without quotes (§5.2)', field: 'no-cache=a', is: ['a'] },
    { says: 'whitespace is no part of a name', field: 'no-cache=" a "', is: ['a'] },
    { says: 'without a value it names none', field: 'no-cache', is: [] },
    { says: 'an absent directive names none', field: 'max-age=1', is: [] },
  ])('$says: $field', ({ field, is }) => {
    expect(fieldsNamedBy(parseCacheControl(field), 'no-cache')).toEqual(is)
  })

  it.each([
    'no-cache',
    'no-cache=""',
    'no-cache=","',
    'no-cache="a b"',
    'no-cache="a, \u00A0"',
    'no-cache="cache-control"',
    'no-cache="a, vary"',
    'no-cache="a", no-cache',
    'no-cache, no-cache="a"',
    'no-cache="a',
  ])('I23: what names no field, or one that governs the rest, counts for all: %s', (field) => {
    const directives = parseCacheControl(field)
    expect(isUnqualified(directives, 'no-cache')).toBe(true)
    expect(fieldsNamedBy(directives, 'no-cache')).toEqual([])
  })

  it('an absent directive does not count', () => {
    expect(isUnqualified(parseCacheControl('private'), 'no-cache')).toBe(false)
  })
})
