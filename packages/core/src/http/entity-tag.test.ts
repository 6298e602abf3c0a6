import { describe, expect, it } from 'vitest'
import { isSendable, isStrong, weaklyMatches } from './entity-tag.ts'

describe('weaklyMatches (RFC 9110 §8.8.3.2)', () => {
  it.each([
    ['W/"1"', 'W/"1"', true],
    ['W/"1"', 'W/"2"', false],
    ['W/"1"', '"1"', true],
    ['"1"', '"1"', true],
    ['w/"1"', '"1"', false],
    ['1', '"1"', false],
    ['""', 'W/""', true],
    ['"1-gzip"', '"1"', false],
  ])('%s and %s: %s', (one, other, is) => {
    expect(weaklyMatches(one, other)).toBe(is)
    expect(weaklyMatches(other, one)).toBe(is)
  })
})

describe('isStrong (RFC 9110 §8.8.3)', () => {
  it.each(['"1"', '""', '"*"', '"W/1"', '"a,b"', '"\\"', '"ÿ"', '"a b"'])('%s', (tag) => {
    expect(isStrong(tag)).toBe(true)
  })

  it.each([
    { says: 'a weak one', tag: 'W/"1"' },
    { says: 'two, as of two field lines', tag: '"1", "2"' },
    { says: 'two without a space', tag: '"1","2"' },
    { says: 'one with a quote inside', tag: '"a"b"' },
    { says: 'one that does not end', tag: '"1' },
    { says: 'a quote alone', tag: '"' },
    { says: 'no quotes', tag: '1' },
    { says: '*', tag: '*' },
    { says: 'one with a line behind it', tag: '"1"\n' },
    { says: 'one that is too long to be sent', tag: `"${'x'.repeat(8192)}"` },
  ])('not $says', ({ tag }) => {
    expect(isStrong(tag)).toBe(false)
  })
})

describe('isSendable', () => {
  it.each([
    '"1"',
    'W/"1"',
    '""',
    'W/""',
    'w/"1"',
    '1',
    "'1'",
    '""1""',
    '"',
    '"a',
    '"W/"x""',
    '"*"',
    '"a*"',
    '"a", "b"',
    '"a b"',
    '"ÿ"',
    'a\tb',
    `"${'x'.repeat(8190)}"`,
  ])('a tag is echoed as it came, malformed or not: %.40s', (tag) => {
    expect(isSendable(tag)).toBe(true)
  })

  it.each([
    { says: 'an empty tag', tag: '' },
    { says: 'NUL', tag: '"\0"' },
    { says: 'CR', tag: '"\r"' },
    { says: 'LF', tag: '"\n"' },
    { says: 'DEL', tag: '"\u007F"' },
    { says: 'a code point above 0xFF', tag: '"\u0100"' },
    { says: 'more than 8 kB, which servers refuse with 431', tag: 'x'.repeat(8193) },
    { says: '*, which any representation matches (§13.1.2)', tag: '*' },
    { says: '* in a list', tag: '"a", *' },
  ])('not $says', ({ tag }) => {
    expect(isSendable(tag)).toBe(false)
  })

  it('whatever is sendable, fetch can send', () => {
    const tags = Array.from({ length: 0x180 }, (_, code) => `"${String.fromCharCode(code)}"`)
    const sendable = tags.filter(isSendable)
    const sent = sendable.map((tag) => new Headers({ 'if-none-match': tag }).get('if-none-match'))
    expect(sent).toEqual(sendable)
    expect(sendable).toHaveLength(0x100 - 0x20 - 1 + 1)
  })
})
