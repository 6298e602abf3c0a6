import { ARRIVAL, type Oddity, type Written } from './exchange.test-tool.ts'

/** Texts that mean what they say, some to a line. */
export function plain(...lines: readonly (readonly string[])[]): readonly Written[] {
  return lines.flat().map((text) => ({ text, means: text }))
}

/** Texts, each with what it means, that are odd in the same way. */
function odd(
  oddity: Oddity,
  meanings: Readonly<Record<string, string | undefined>>,
): readonly Written[] {
  return Object.entries(meanings).map(([text, means]) => ({ text, means, oddity }))
}

/** Spellings that no reader may take for numbers (RFC 9111 §1.2.2). They mean that there is none: `x`. */
const numberless = [
  ['-1', '1.5', '60.0', '1e9', '0x10', '+60', '60x', 'x60', "'60'", 'NaN', 'Infinity', ''],
  ['""', '60 0', '6\u00A00'],
].flat()

function withoutNumber(name: string, means = `${name}=x`): readonly Written[] {
  return odd(
    'argument that is no number',
    Object.fromEntries(numberless.map((text) => [`${name}=${text}`, means])),
  )
}

/** What one that cannot be read means: for so long nothing is fresh. */
export const ENDLESS_MIN_FRESH = 'min-fresh=9999999999'

export const responseDirectives = {
  plain: plain(
    ['max-age=60', 'max-age=60', 'max-age=100', 'max-age=1000', 'max-age=0', 'max-age'],
    ['max-age="60"', 'max-age =60', 'max-age\t=\t"60"', 'max-age=060', 'max-age=2147483648'],
    ['s-maxage=100', 's-maxage=0', 'no-cache', 'no-store', 'no-store=false', 'no-store\u00A0'],
    ['private', 'public', 'must-revalidate', 'proxy-revalidate', 'immutable', 'must-understand'],
    ['stale-while-revalidate=50', 'stale-while-revalidate=1000', 'stale-while-revalidate=5000'],
    ['stale-if-error=50', 'immutable', 'immutable'],
    [
      'stale-if-error=5000',
      'must-understand=x',
      'public=false',
      'public=""',
      'immutable=x',
      'no-storex',
      'no\u00A0-store',
      '__proto__=1',
      'constructor',
      '',
    ],
  ),
  odd: [
    ...odd('case', {
      'MAX-AGE=60': 'max-age=60',
      'S-MaxAge=100': 's-maxage=100',
      'No-Store': 'no-store',
      'NO-CACHE': 'no-cache',
      Private: 'private',
      Public: 'public',
      'Must-Revalidate': 'must-revalidate',
      'Proxy-Revalidate': 'proxy-revalidate',
      'Stale-While-Revalidate=50': 'stale-while-revalidate=50',
    }),
    ...withoutNumber('max-age'),
    ...withoutNumber('s-maxage'),
    ...withoutNumber('stale-while-revalidate'),
    ...withoutNumber('stale-if-error'),
    ...odd('more than 2^31', {
      'max-age=99999999999999999999': 'max-age=2147483648',
      'max-age="4294967296"': 'max-age=2147483648',
      's-maxage=2147483649': 's-maxage=2147483648',
      'stale-if-error=99999999999999999999': 'stale-if-error=2147483648',
    }),
    ...odd('empty argument', {
      'no-store=""': 'no-store=/',
      'no-store=': 'no-store=/',
      'no-cache=""': 'no-cache=/',
      'no-cache=","': 'no-cache=/',
      'private=""': 'private=/',
      'private=","': 'private=/',
      'must-revalidate=': 'must-revalidate=/',
      'proxy-revalidate=""': 'proxy-revalidate=/',
    }),
    ...odd('comma in quotes', {
      'ext="x, no-store, y"': 'ext',
      'ext="x, public, y"': 'ext',
      'ext="x, max-age=1000, y"': 'ext',
      'ext="\\", no-store"': 'ext',
      'ext="a, must-revalidate,b"': 'ext',
    }),
  ],
  /** They restrict by naming fields (RFC 9111 §5.2.2.4, §5.2.2.7). */
  qualified: plain(
    ['no-cache="x-user"', 'no-cache=x-user', 'no-cache="set-cookie, X-User"'],
    ['private="x-user"', 'private="X-User, x-old"', 'no-cache="expires"', 'private="vary"'],
  ),
}

export const requestDirectives = {
  plain: plain(
    ['no-cache', 'no-store', 'max-age=0', 'max-age=50', 'max-age=1000', 'max-age=2000', 'max-age'],
    ['min-fresh=0', 'min-fresh=10', 'min-fresh=1000', 'max-stale', 'max-stale=0'],
    ['max-stale=40', 'max-stale="1000"', 'only-if-cached', 'private', ''],
    ['stale-if-error=50', 'stale-if-error=5000'],
  ),
  odd: [
    ...odd('case', { 'No-Cache': 'no-cache', 'NO-STORE': 'no-store', 'Max-Stale': 'max-stale' }),
    ...withoutNumber('max-age'),
    ...withoutNumber('min-fresh', ENDLESS_MIN_FRESH),
    ...odd('argument that is no number', { 'min-fresh': ENDLESS_MIN_FRESH }),
    ...withoutNumber('max-stale'),
    ...withoutNumber('stale-if-error'),
    ...odd('comma in quotes', { 'ext="a, no-cache,b"': 'ext', 'ext="a, max-stale,b"': 'ext' }),
    ...odd('empty argument', { 'no-cache=""': 'no-cache=/', 'no-store=': 'no-store=/' }),
  ],
}

/** What breaks the quotes of all that it stands with: what it means, it does not mean by itself. */
export const brokenQuotes = odd(
  'broken quotes',
  Object.fromEntries(
    [
      ['"', 'ext="x', 'ext="x, no-store', 'ext="x, public, max-age=60', 'ext="\\", no-store'],
      [
        '"no-store"',
        'ext="x" "y, private',
        'ext="x, max-stale, no-cache',
        'a="b"c, only-if-cached',
      ],
    ]
      .flat()
      .map((text) => [text, undefined]),
  ),
)

/** An HTTP-date in its preferred form (RFC 9110 §5.6.7). */
function httpDate(seconds: number): string {
  return new Date(seconds * 1000).toUTCString()
}

/** Dates around the arrival, and what is none; `instead`: what one is to be taken for that cannot be read. */
export function dates(instead: string | undefined) {
  return {
    plain: [-100_000, -1000, -61, -60, 0, 60, 1000].map((seconds) => ({
      text: httpDate(ARRIVAL + seconds),
      means: httpDate(ARRIVAL + seconds),
    })),
    odd: odd('date', {
      'Friday, 15-Jan-27 07:59:00 GMT': httpDate(ARRIVAL - 60),
      'Sunday, 15-Jan-78 07:59:00 GMT': 'Sun, 15 Jan 1978 07:59:00 GMT',
      'Wednesday, 15-Jan-70 07:59:00 GMT': 'Wed, 15 Jan 2070 07:59:00 GMT',
      'Fri Jan 15 07:59:00 2027': httpDate(ARRIVAL - 60),
      'fri, 15 jan 2027 08:01:00 gmt': httpDate(ARRIVAL + 60),
      'Fri, 15 Jan 2027 07:59:00': instead,
      'Fri, 15 Jan 2027 07:59:00 +0000': instead,
      'Fri, 15 Jan 2027 09:59:00 CET': instead,
      'Fri, 15 Jan 2027 08:01:00 UTC': instead,
      'Sun, 32 Dec 2027 08:00:00 GMT': instead,
      'Wed, 31 Feb 2027 08:00:00 GMT': instead,
      '2027-01-15T07:59:00Z': instead,
      '15 Jan 2027 08:01:00 GMT': instead,
      '1800000060': instead,
      'Fri, 15 Jan 2027 07:59:00 GMT, Fri, 15 Jan 2027 07:59:00 GMT': instead,
      yesterday: instead,
      '': instead,
      '0': instead,
      '-1': instead,
    }),
  }
}

/** Sent back as they came: they are read for heuristics alone. */
export const modifications = {
  plain: [
    ...dates(undefined).plain,
    ...plain(['Friday, 15-Jan-27 07:00:00 GMT', 'fri, 15 jan 2027 06:00:00 gmt', '']),
  ],
  odd: odd('date of modification', {
    'Fri, 15 Jan 2027 07:00:00': undefined,
    'Fri, 15 Jan 2027 07:00:00 UTC': undefined,
    '2027-01-15T07:00:00Z': undefined,
    yesterday: undefined,
    '0': undefined,
  }),
}

export const ages = {
  plain: plain(['0', '5', '59', '60', '61', '1000', '7, 9999']),
  odd: [
    ...odd(
      'argument that is no number',
      Object.fromEntries(['-1', '1.5', '5x', '0x10', '+5', '', '"5"'].map((text) => [text, '0'])),
    ),
    ...odd('list where one is expected', { ', 5': '5', '-7, 5': '0' }),
    ...odd('more than 2^31', { '99999999999': '2147483648', '2147483649, 1': '2147483648' }),
  ],
}

export const varies = {
  plain: plain(
    ['accept', 'Accept-Language', 'x-a', 'accept, x-a', 'authorization', 'Cookie, x-a'],
    ['Accept', 'accept-language', 'accept , accept-language', 'authorization, cookie'],
    ['constructor', '__proto__', 'toString', ' Accept ,,', ',', '*', 'accept, *', '*,', ', *'],
  ),
  odd: odd('name that is none', {
    'x-a x-b': '*',
    '", accept': '*',
    'accept, \u00A0x': '*',
    'x-a;q=1': '*',
    'Cookie Authorization': '*',
  }),
}

export const tags = {
  plain: plain(['"1"', '"1"', 'W/"1"', '"2"', '1', 'w/"1"', '""', '"a", "b"', '"é"', "'1'"]),
  odd: odd('tag that cannot be sent', {
    '*': undefined,
    '"a", *': undefined,
    '"\u0100"': undefined,
    '"\u007F"': undefined,
    [`"${'x'.repeat(8192)}"`]: undefined,
  }),
}
