import { describe, expect, it } from 'vitest'
import { fieldsOf, fieldValue, withoutFields } from './fields.ts'

describe('fieldValue (RFC 9110 §5.3)', () => {
  const fields = [
    ['vary', 'a'],
    ['etag', '"1"'],
    ['vary', 'b'],
    ['x-empty', ''],
  ] as const

  it.each([
    { says: 'one line', name: 'etag', is: '"1"' },
    { says: 'repeated lines are combined in order', name: 'vary', is: 'a, b' },
    { says: 'an empty value is a value', name: 'x-empty', is: '' },
    { says: 'an absent field', name: 'age', is: undefined },
    { says: 'a prototype name is absent', name: 'constructor', is: undefined },
  ])('$says', ({ name, is }) => {
    expect(fieldValue(fields, name)).toBe(is)
  })
})

describe('fieldsOf', () => {
  it.each([
    { form: 'nothing', headers: undefined, is: [] },
    { form: 'a record', headers: { 'X-A': '1' }, is: [['x-a', '1']] },
    {
      form: 'pairs',
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
      ] satisfies HeadersInit,
      is: [['x-a', '1, 2']],
    },
    { form: 'Headers', headers: new Headers({ 'X-A': ' 1 ' }), is: [['x-a', '1']] },
  ])('reads $form', ({ headers, is }) => {
    expect(fieldsOf(headers)).toEqual(is)
  })

  it('keeps each Set-Cookie line on its own', () => {
    const headers = new Headers([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ])
    expect(fieldsOf(headers)).toEqual([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ])
  })
})

it('withoutFields drops every line of the named fields', () => {
  const fields = [
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
  ] as const
  expect(withoutFields(fields, new Set(['a']))).toEqual([['b', '2']])
})
