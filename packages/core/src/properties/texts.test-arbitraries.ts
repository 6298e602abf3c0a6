import * as fc from 'fast-check'

/** What the fields of HTTP are made of, and what looks like it. */
const syntax = fc.constantFrom(
  ...[
    ['"', '\\', ',', '=', ';', ' ', '\t', '*', '/', '-', '_', "'", 'W/', '\u00A0', '\0', '\r\n'],
    ['a', 'Z', '0', '60', '99999999999999999999', 'bytes=', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['no-store', 'No-Cache', 'private', 'public', 'max-age', 's-maxage', 'must-revalidate'],
    ['proxy-revalidate', 'immutable', 'x-user', '__proto__', 'constructor', '\uD800', 'é', '😀'],
  ].flat(),
)

/** Any text at all: Unicode, Latin-1, lone surrogates, and soups of syntax. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.nat(0xff).map((code) => String.fromCharCode(code)) }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
  { weight: 4, arbitrary: fc.string({ unit: syntax, maxLength: 30 }) },
)
