import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseStrings } from './structured-strings.ts'

const raw = String.raw

describe('a List of Strings (RFC 9651 §3.1, §3.3.3)', () => {
  it.each<{ clause: string; says: string; value: string; is: readonly string[] }>([
    { clause: '§4.2.1', says: 'nothing is a list without members', value: '', is: [] },
    { clause: '§4.2', says: 'nor do spaces alone make a member', value: '  ', is: [] },
    { clause: '§3.1', says: 'one member', value: '"a"', is: ['a'] },
    { clause: '§3.1', says: 'several, in their order', value: '"b", "a","b"', is: ['b', 'a', 'b'] },
    { clause: '§4.2.1', says: 'OWS around a comma', value: '"a" \t,\t "b" \t', is: ['a', 'b'] },
    { clause: '§4.2', says: 'leading spaces', value: '  "a"', is: ['a'] },
    { clause: '§3.3.3', says: 'an empty string', value: '"", "a"', is: ['', 'a'] },
    { clause: '§3.3.3', says: 'case and spaces count', value: '"A a", "a a"', is: ['A a', 'a a'] },
    { clause: '§3.3.3', says: 'all of visible ASCII', value: '" ~[]!#"', is: [' ~[]!#'] },
    { clause: '§3.3.3', says: 'an escaped quote', value: raw`"a\"b"`, is: ['a"b'] },
    { clause: '§3.3.3', says: 'an escaped backslash', value: raw`"\\", "\\\""`, is: ['\\', '\\"'] },
    { clause: '§3.3.3', says: 'a comma within quotes', value: '"a,b"', is: ['a,b'] },
    { clause: '§3.1.2', says: 'a parameter', value: '"a";x=1, "b"', is: ['a', 'b'] },
    { clause: '§3.1.2', says: 'a parameter that is true', value: '"a";x;*y-z.0', is: ['a'] },
    { clause: '§4.2.3.2', says: 'spaces before a parameter', value: '"a";  x;y', is: ['a'] },
    {
      clause: '§3.3',
      says: 'parameters of each type',
      value: raw`"a";i=-1;d=1.5;s="\",";t=*a/b:c;b=:aGk=:;f=?0;at=@-1;u=%"%c3%a9", "b"`,
      is: ['a', 'b'],
    },
  ])('$clause: $says', ({ value, is }) => {
    expect(parseStrings(value)).toEqual(is)
  })

  it.each<{ clause: string; says: string; value: string }>([
    { clause: '§4.2.1', says: 'a comma at the end', value: '"a",' },
    { clause: '§4.2.1', says: 'a comma at the beginning', value: ', "a"' },
    { clause: '§4.2.1', says: 'two commas', value: '"a",, "b"' },
    { clause: '§4.2.1', says: 'no comma', value: '"a" "b"' },
    { clause: '§4.2', says: 'a tab at the beginning', value: '\t"a"' },
    { clause: '§4.2.5', says: 'a quote that stays open', value: '"a' },
    { clause: '§4.2.5', says: 'a backslash before anything else', value: raw`"\a"` },
    { clause: '§4.2.5', says: 'a backslash at the end', value: '"a\\' },
    { clause: '§3.3.3', says: 'a letter beyond ASCII', value: '"é"' },
    { clause: '§3.3.3', says: 'a tab', value: '"a\tb"' },
    { clause: '§3.3.3', says: 'a delete', value: '"\u007F"' },
    { clause: '§3.3.4', says: 'a token', value: 'a' },
    { clause: '§3.3.4', says: 'a token among strings', value: '"a", b' },
    { clause: '§3.3.1', says: 'an integer', value: '1' },
    { clause: '§3.3.5', says: 'a byte sequence', value: ':aGk=:' },
    { clause: '§3.3.6', says: 'a boolean', value: '?1' },
    { clause: '§3.3.8', says: 'a display string', value: '%"a"' },
    { clause: '§3.1.1', says: 'an inner list', value: '("a" "b")' },
    { clause: '§3.3.3', says: 'single quotes', value: "'a'" },
    { clause: '§3.1.2', says: 'a parameter in capitals', value: '"a";X' },
    { clause: '§4.2.3.2', says: 'a parameter without its value', value: '"a";x=' },
    { clause: '§4.2.3.2', says: 'a parameter without a name', value: '"a";' },
    { clause: '§4.2.3.2', says: 'a space before a semicolon', value: '"a" ;x' },
    { clause: '§3.3.1', says: 'an integer of 16 digits', value: '"a";x=1234567890123456' },
    { clause: '§3.3.2', says: 'a decimal of 4 places', value: '"a";x=1.2345' },
  ])('$clause: with $says it is none at all', ({ value }) => {
    expect(parseStrings(value)).toBeUndefined()
  })

  it('reads back what was written, whatever the strings are', () => {
    const text = fc.stringMatching(/^[ -~]{0,40}$/)
    const written = (each: string): string => `"${each.replaceAll(/["\\]/g, raw`\$&`)}"`
    fc.assert(
      fc.property(fc.array(text), (all) => {
        expect(parseStrings(all.map(written).join(', '))).toEqual(all)
      }),
    )
  })

  it('never throws, and of what is longer than 64 kB it reads nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        parseStrings(value)
        parseStrings(`"${value}"`)
        parseStrings(`"a";${value}`)
      }),
      { numRuns: 500 },
    )
    for (const part of ['"a",', ';a', '"', '\\"', ' ', 'a', ';a=1']) {
      for (const length of [2 ** 16, 2 ** 22]) {
        expect(parseStrings(`"a"${part.repeat(length / part.length)}=`)).toBeUndefined()
      }
    }
    expect(parseStrings(`"${'a'.repeat(2 ** 16 - 2)}"`)).toHaveLength(1)
    expect(parseStrings(`"${'a'.repeat(2 ** 16 - 1)}"`)).toBeUndefined()
  })
})
