import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fields } from './fields.ts'
import { parseRateLimit, type RateLimit } from './rate-limit.ts'

const now = Date.UTC(2027, 0, 15, 8) / 1000

const parse = (fields: Readonly<Record<string, string>>): RateLimit | undefined =>
  parseRateLimit(Object.entries(fields), now)

const told = (
  limit: number | undefined,
  remaining: number,
  resetIn: number,
  window?: number,
): RateLimit => ({ limit, remaining, resetIn, window })

interface Row {
  readonly source: string
  readonly says: string
  readonly fields: Readonly<Record<string, string>>
  readonly is: RateLimit | undefined
}

describe('RateLimit (draft-ietf-httpapi-ratelimit-headers-10)', () => {
  it.each<Row>([
    {
      source: '§4',
      says: 'what is left, and for how long',
      fields: { ratelimit: '"default";r=50;t=30' },
      is: told(undefined, 50, 30),
    },
    {
      source: '§3',
      says: 'the policy of that name tells limit and window',
      fields: {
        ratelimit: '"default";r=50;t=30',
        'ratelimit-policy': '"burst";q=9;w=1, "default";q=100;w=60',
      },
      is: told(100, 50, 30, 60),
    },
    {
      source: '§4.1.2',
      says: 'without t the window that the policy tells',
      fields: { ratelimit: '"a";r=0', 'ratelimit-policy': '"a";q=100;w=60' },
      is: told(100, 0, 60, 60),
    },
    {
      source: '§4.1.2',
      says: 'and without a window nothing',
      fields: { ratelimit: '"a";r=0', 'ratelimit-policy': '"a";q=100' },
      is: undefined,
    },
    {
      source: '§4.1.1',
      says: 'without r nothing',
      fields: { ratelimit: '"a";t=30', 'ratelimit-policy': '"a";q=100;w=60' },
      is: undefined,
    },
    {
      source: '§4',
      says: 'of several the one with the fewest left',
      fields: {
        ratelimit: '"day";r=900;t=40000, "burst";r=3;t=1, "minute";r=7;t=30',
        'ratelimit-policy': '"burst";q=10;w=1, "minute";q=60;w=60',
      },
      is: told(10, 3, 1, 1),
    },
    {
      source: '§4',
      says: 'of those with equally few the one that lasts longest',
      fields: { ratelimit: '"burst";r=0;t=1, "day";r=0;t=3000, "minute";r=0;t=30' },
      is: told(undefined, 0, 3000),
    },
    {
      source: '§3.1.2',
      says: 'one of other units does not count',
      fields: {
        ratelimit: '"bytes";r=0;t=9, "at-once";r=1;t=9, "all";r=5;t=30',
        'ratelimit-policy':
          '"bytes";q=1000;qu="content-bytes", "at-once";q=2;qu="concurrent-requests", "all";q=6;qu="requests"',
      },
      is: told(6, 5, 30),
    },
    {
      source: '§3.1.2',
      says: 'the unit may be a token, and in the singular',
      fields: { ratelimit: 'a;r=5;t=30', 'ratelimit-policy': 'a;q=6;qu=request' },
      is: told(6, 5, 30),
    },
    {
      source: '§4.1.3',
      says: 'partition keys mean nothing here',
      fields: {
        ratelimit: '"a";pk=:r9MT/A==:;r=5;t=30',
        'ratelimit-policy': '"a";pk=:r9MT/A==:;q=6;w=60',
      },
      is: told(6, 5, 30, 60),
    },
    {
      source: 'express-rate-limit 7.5',
      says: 'a space after each semicolon',
      fields: {
        ratelimit: '"100-in-15min"; r=95; t=871',
        'ratelimit-policy': '"100-in-15min"; q=100; w=900; pk=:ZjE4:',
      },
      is: told(100, 95, 871, 900),
    },
    {
      source: 'RFC 9651 §3.3.3',
      says: 'a name with separators is one name',
      fields: { ratelimit: '"a;r=9, b";r=5;t=30', 'ratelimit-policy': '"a;r=9, b";q=6;w=60' },
      is: told(6, 5, 30, 60),
    },
    {
      source: 'RFC 9651 §3.3.3',
      says: 'a quoted parameter holds no others',
      fields: { ratelimit: '"a";c=";r=9;t=1";r=5;t=30' },
      is: told(undefined, 5, 30),
    },
    {
      source: 'RFC 9651 §3.3.3',
      says: 'a name and a parameter may have escaped quotes',
      fields: {
        ratelimit: String.raw`"a\";r=9, \\";c="\";r=9";r=5;t=30`,
        'ratelimit-policy': String.raw`"a\";r=9, \\";q=6;w=60`,
      },
      is: told(6, 5, 30, 60),
    },
    {
      source: 'any',
      says: 'below zero nothing is left',
      fields: { ratelimit: '"a";r=-2;t=30' },
      is: told(undefined, 0, 30),
    },
    {
      source: 'RFC 9110 §5.3',
      says: 'several field lines are one list',
      fields: { ratelimit: '"a";r=5;t=30, "b";r=4;t=20' },
      is: told(undefined, 4, 20),
    },
    {
      source: 'RFC 9651 §3.1.2',
      says: 'of a repeated parameter the last one counts',
      fields: { ratelimit: '"a";r=9;r=5;t=30' },
      is: told(undefined, 5, 30),
    },
    {
      source: '§4',
      says: 'what is no limit stands beside one that is',
      fields: { ratelimit: '"a", "b";r=many;t=30, ?1, "c";x;r=5;t=30, "d";=;r=4;t=30' },
      is: told(undefined, 5, 30),
    },
  ])('$source: $says', ({ fields, is }) => {
    expect(parse(fields)).toEqual(is)
  })
})

describe('RateLimit in its version 07, and three fields', () => {
  it.each<Row>([
    {
      source: 'draft 07',
      says: 'a dictionary',
      fields: { ratelimit: 'limit=100, remaining=50, reset=5' },
      is: told(100, 50, 5),
    },
    {
      source: 'draft 07',
      says: 'the policy is named by its limit',
      fields: {
        ratelimit: 'limit=100, remaining=50, reset=5',
        'ratelimit-policy': '10;w=1, 100;w=60',
      },
      is: told(100, 50, 5, 60),
    },
    {
      source: 'draft 06',
      says: 'seconds until the reset',
      fields: { 'ratelimit-limit': '100', 'ratelimit-remaining': '50', 'ratelimit-reset': '50' },
      is: told(100, 50, 50),
    },
    {
      source: 'draft 06',
      says: 'the limit before its policies',
      fields: {
        'ratelimit-limit': '100, 100;w=60, 1000;w=3600',
        'ratelimit-remaining': '50',
        'ratelimit-reset': '5',
        'ratelimit-policy': '100;w=60;comment="a, b", 1000;w=3600',
      },
      is: told(100, 50, 5, 60),
    },
    {
      source: 'draft 06',
      says: 'no reset but a policy',
      fields: {
        'ratelimit-limit': '100',
        'ratelimit-remaining': '50',
        'ratelimit-policy': '100;w=60',
      },
      is: told(100, 50, 60, 60),
    },
    {
      source: 'Pump.fun',
      says: 'x-ratelimit with seconds until the reset',
      fields: {
        'x-ratelimit-limit': '20',
        'x-ratelimit-remaining': '19',
        'x-ratelimit-reset': '60',
      },
      is: told(20, 19, 60),
    },
    {
      source: 'GitHub',
      says: 'x-ratelimit with an instant in seconds',
      fields: {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '4987',
        'x-ratelimit-reset': String(now + 350),
      },
      is: told(5000, 4987, 350),
    },
    {
      source: 'GitHub',
      says: 'counted from Date, whatever time it is here',
      fields: {
        date: 'Fri, 15 Jan 2027 07:55:00 GMT',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(now),
      },
      is: told(undefined, 0, 300),
    },
    {
      source: 'OpenRouter',
      says: 'an instant in milliseconds',
      fields: {
        'x-ratelimit-limit': '20',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': `${now + 30}000`,
      },
      is: told(20, 0, 30),
    },
    {
      source: 'any',
      says: 'an instant that has passed',
      fields: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now - 5) },
      is: told(undefined, 0, 0),
    },
    {
      source: 'Discord',
      says: 'fractions',
      fields: { 'x-ratelimit-remaining': '1.5', 'x-ratelimit-reset': '0.25' },
      is: told(undefined, 1, 0.25),
    },
    {
      source: 'RFC 9110 §5.3',
      says: 'of repeated field lines those with the fewest left count',
      fields: {
        'x-ratelimit-limit': '100, 20, 5',
        'x-ratelimit-remaining': '99, 0, some',
        'x-ratelimit-reset': '60, 9, 1',
      },
      is: told(20, 0, 9),
    },
    {
      source: 'RFC 9110 §5.3',
      says: 'of those with equally few the one that lasts longest',
      fields: { 'x-ratelimit-remaining': '0, 0, 0', 'x-ratelimit-reset': '9, 60, 1' },
      is: told(undefined, 0, 60),
    },
    {
      source: 'RFC 9110 §5.3',
      says: 'what is told once holds for each',
      fields: {
        'x-ratelimit-limit': '100',
        'x-ratelimit-remaining': '99, 0',
        'x-ratelimit-reset': '60',
      },
      is: told(100, 0, 60),
    },
    {
      source: 'any',
      says: 'below zero nothing is left',
      fields: { 'x-ratelimit-remaining': '-1', 'x-ratelimit-reset': '9' },
      is: told(undefined, 0, 9),
    },
    {
      source: 'any',
      says: 'the newer form wins over the older ones',
      fields: {
        ratelimit: '"a";r=5;t=30',
        'ratelimit-remaining': '6',
        'ratelimit-reset': '6',
        'x-ratelimit-remaining': '7',
        'x-ratelimit-reset': '7',
      },
      is: told(undefined, 5, 30),
    },
    {
      source: 'any',
      says: 'the older ones help when the newer one cannot be read',
      fields: {
        ratelimit: 'soon',
        'ratelimit-remaining': 'some',
        'x-ratelimit-remaining': '7',
        'x-ratelimit-reset': '7',
      },
      is: told(undefined, 7, 7),
    },
  ])('$source: $says', ({ fields, is }) => {
    expect(parse(fields)).toEqual(is)
  })

  it.each<{ says: string; fields: Row['fields'] }>([
    { says: 'no field', fields: {} },
    { says: 'a limit alone', fields: { 'x-ratelimit-limit': '20' } },
    { says: 'no reset', fields: { 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '0' } },
    {
      says: 'less than no time',
      fields: { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '-9' },
    },
    { says: 'minus', fields: { 'x-ratelimit-remaining': '-', 'x-ratelimit-reset': '9' } },
    {
      says: 'a reset with a unit',
      fields: { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '1s' },
    },
    { says: 'a date', fields: { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '2027-01-15' } },
    { says: 'an exponent', fields: { 'x-ratelimit-remaining': '1e3', 'x-ratelimit-reset': '9' } },
    { says: 'more digits than counts have', fields: { ratelimit: `"a";r=${'9'.repeat(16)};t=1` } },
    { says: 'a dictionary of something else', fields: { ratelimit: 'used=5, of=10' } },
    { says: 'a quote that stays open', fields: { ratelimit: '"a;r=5;t=30' } },
    { says: 'an inner list', fields: { ratelimit: '("a" "b")' } },
  ])('of $says nothing is known', ({ fields }) => {
    expect(parse(fields)).toBeUndefined()
  })
})

it(
  'what is told is never negative nor without end, whatever the fields are',
  { timeout: 60_000 },
  () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          '"a"',
          ';',
          ',',
          '=',
          ' ',
          'r',
          't',
          'q',
          'w',
          '0',
          '1800000000',
          '99',
          '.',
          '"',
        ),
        maxLength: 30,
      }),
      fc.nat().map(String),
    )
    const names = ['ratelimit', 'ratelimit-policy', 'date', 'x-ratelimit-limit'].concat([
      'x-ratelimit-remaining',
      'x-ratelimit-reset',
      'ratelimit-reset',
      'ratelimit-remaining',
    ])
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...names), text)), (fields: Fields) => {
        const {
          limit = 0,
          remaining = 0,
          resetIn = 0,
          window = 0,
        } = parseRateLimit(fields, now) ?? {}
        for (const amount of [limit, remaining, resetIn, window]) {
          expect(amount >= 0 && Number.isFinite(amount)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  },
)
