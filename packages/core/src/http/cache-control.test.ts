import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deltaSeconds, parseCacheControl, parseDeltaSeconds } from './cache-control.ts'

describe('parseCacheControl (RFC 9111 §5.2)', () => {
  it.each([
    { says: 'an absent field has no directives', field: undefined, is: [] },
    { says: 'an empty field has no directives', field: '', is: [] },
    { says: 'a directive without a value is true', field: 'no-store', is: [['no-store', true]] },
    { says: 'names are case-insensitive', field: 'Max-AGE=5', is: [['max-age', '5']] },
    {
      says: 'members are separated by commas and optional whitespace',
      field: ' private ,\tmax-age=5,, ',
      is: [
        ['private', true],
        ['max-age', '5'],
      ],
    },
    { says: 'a value may be quoted', field: 'max-age="5"', is: [['max-age', '5']] },
    {
      says: 'a comma inside quotes does not separate',
      field: 'ext="x, no-store, y", max-age=5',
      is: [
        ['ext', 'x, no-store, y'],
        ['max-age', '5'],
      ],
    },
    {
      says: 'an escaped quote does not end the quotes',
      field: String.raw`ext="\", no-store", max-age=5`,
      is: [
        ['ext', '", no-store'],
        ['max-age', '5'],
      ],
    },
    {
      says: 'of duplicates the first wins (§4.2.1)',
      field: 'max-age=5, max-age=60',
      is: [['max-age', '5']],
    },
    { says: 'single quotes are no quotes', field: "max-age='5'", is: [['max-age', "'5'"]] },
    {
      says: 'whitespace around the equals sign is tolerated',
      field: 'max-age = 5',
      is: [['max-age', '5']],
    },
    {
      says: 'a name that only begins alike is another name',
      field: 'no-storex',
      is: [['no-storex', true]],
    },
    { says: 'an equals sign alone ends an empty value', field: 'max-age=', is: [['max-age', '']] },
    { says: 'a prototype name is a name', field: '__proto__=1', is: [['__proto__', '1']] },
  ])('$says', ({ field, is }) => {
    expect([...parseCacheControl(field)]).toEqual(is)
  })

  it.each([
    'no-store=false',
    'no-store=""',
    'no-store ="x"',
    'no-store\u00A0',
    '\u00A0no-store',
    'NO-STORE',
    'no-store, no-store',
    'max-age=60, no-store',
    '"no-store"',
    '", no-store',
    'ext="x, no-store',
    'ext="x\\", no-store',
    'x"y, no-store, z"',
    'ext="x" "y, no-store',
  ])('I23: a malformed restriction restricts: %s', (field) => {
    expect(parseCacheControl(field).has('no-store')).toBe(true)
  })

  it('I23: nothing is permitted by what stands in broken quotes', () => {
    const directives = parseCacheControl('ext="x, public, max-age=60')
    expect(directives.has('public')).toBe(false)
    expect(deltaSeconds(directives, 'max-age')).toBe(0)
  })

  it.each([
    { says: 'before them', field: 'max-age=60, public, ext="x' },
    { says: 'after them', field: '", max-age=60, public, x' },
    { says: 'between them', field: 'e=", ext=",public, max-age=60,"' },
  ])('I23: nothing is permitted $says either', ({ field }) => {
    expect([...parseCacheControl(field)]).toEqual([['max-age', '']])
  })

  it.each(['ext="x, min-fresh=60, only-if-cached', 'min-fresh=60, only-if-cached, "'])(
    'I23: what restricts by its request counts beside broken quotes (§5.2.1.3, §5.2.1.7): %s',
    (field) => {
      expect([...parseCacheControl(field)]).toEqual([
        ['min-fresh', ''],
        ['only-if-cached', ''],
      ])
    },
  )

  it('I23: quotes that pair otherwise take no restriction away', () => {
    expect(parseCacheControl('no-store, ext=","').has('no-store')).toBe(true)
    expect(parseCacheControl('e=", no-store, ext=","').has('no-store')).toBe(true)
  })

  it('I23: no text before a restriction takes it away', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', '\\', '=', ',', 'a', ' ') }),
    )
    fc.assert(
      fc.property(anything, (before) => {
        expect(parseCacheControl(`${before}, no-store`).has('no-store')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('I23: is total over anything made of its own syntax', () => {
    const syntax = fc.string({
      unit: fc.constantFrom('"', '\\', ',', '=', ' ', '\t', 'no-store', 'max-age', '6', '\u00A0'),
      maxLength: 40,
    })
    fc.assert(
      fc.property(syntax, (field) => {
        const seconds = deltaSeconds(parseCacheControl(field), 'max-age') ?? 0
        expect(seconds).toBeGreaterThanOrEqual(0)
        expect(seconds).toBeLessThanOrEqual(2 ** 31)
      }),
      { numRuns: 500 },
    )
  })
})

describe('delta-seconds (RFC 9111 §1.2.2)', () => {
  it.each([
    ['0', 0],
    ['60', 60],
    ['060', 60],
    ['2147483647', 2 ** 31 - 1],
    ['2147483648', 2 ** 31],
    ['99999999999999999999', 2 ** 31],
  ])('%s is %d s, at most 2^31', (text, seconds) => {
    expect(parseDeltaSeconds(text)).toBe(seconds)
  })

  it.each([
    '',
    '-1',
    '+60',
    '1.5',
    '60.0',
    '1e9',
    '0x10',
    '60x',
    'x60',
    "'60'",
    'NaN',
    'Infinity',
    ' 60',
    '٦٠',
  ])('%j is no number of seconds', (text) => {
    expect(parseDeltaSeconds(text)).toBeUndefined()
    expect(deltaSeconds(new Map([['max-age', text]]), 'max-age')).toBe(0)
  })

  it('an absent directive has no seconds; one without a value is already stale (§4.2.1)', () => {
    expect(deltaSeconds(parseCacheControl('private'), 'max-age')).toBeUndefined()
    expect(deltaSeconds(parseCacheControl('max-age'), 'max-age')).toBe(0)
  })
})

it('each caller may do with the directives what he likes', () => {
  const given = parseCacheControl('private, no-store')
  if (given instanceof Map) given.clear()
  expect(parseCacheControl('private, no-store').has('no-store')).toBe(true)
})
