import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseList, splitAtCommas, trimWhitespace } from './list.ts'

describe('parseList (RFC 9110 §5.6.1)', () => {
  it.each([
    { says: 'empty text has no members', text: '', is: [] },
    { says: 'one member', text: 'a', is: ['a'] },
    { says: 'whitespace around members is dropped', text: ' a ,\tb\t', is: ['a', 'b'] },
    { says: 'empty members are dropped', text: ',a,, ,b,', is: ['a', 'b'] },
    { says: 'commas in quotes do not separate', text: 'a="x,y", b', is: ['a="x,y"', 'b'] },
    {
      says: 'an escaped quote stays inside',
      text: String.raw`"\",", b`,
      is: [String.raw`"\","`, 'b'],
    },
    { says: 'a backslash outside quotes is itself', text: String.raw`a\,b`, is: ['a\\', 'b'] },
    { says: 'quotes that stay open reach to the end', text: '"a, b', is: ['"a, b'] },
    { says: 'a backslash may be last', text: '"a\\', is: ['"a\\'] },
    {
      says: 'only SP and HTAB are whitespace',
      text: '\u00A0a\u00A0,\nb',
      is: ['\u00A0a\u00A0', '\nb'],
    },
  ])('$says', ({ text, is }) => {
    expect(parseList(text)).toEqual(is)
  })

  it('loses nothing: members without quotes come back as they went in', () => {
    const member = fc.stringMatching(/^[a-z0-9*=;./-]{1,10}$/)
    fc.assert(
      fc.property(fc.array(member), (members) => {
        expect(parseList(members.join(' ,\t'))).toEqual(members)
      }),
    )
  })
})

describe('splitAtCommas (RFC 9110 §5.6.1)', () => {
  it.each([
    { says: 'empty text has one empty member', text: '', is: [''] },
    { says: 'empty members stay', text: ',a,\t,b ', is: ['', 'a', '', 'b'] },
    { says: 'commas in quotes do not separate', text: '",,"', is: ['",,"'] },
  ])('$says', ({ text, is }) => {
    expect(splitAtCommas(text)).toEqual(is)
  })
})

describe('trimWhitespace (RFC 9110 §5.6.3)', () => {
  it.each([
    ['', ''],
    [' \t ', ''],
    ['\t a b\t ', 'a b'],
    ['\n a\r', '\n a\r'],
  ])('%j becomes %j', (text, is) => {
    expect(trimWhitespace(text)).toBe(is)
  })
})
