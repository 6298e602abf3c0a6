import * as fc from 'fast-check'
import { afterAll, describe, it } from 'vitest'
import { chosenSeed } from '../chosen.test-seed.ts'
import { parseByteRange } from '../http/byte-range.ts'
import { deltaSeconds, parseCacheControl, parseDeltaSeconds } from '../http/cache-control.ts'
import { formatCacheStatus } from '../http/cache-status.ts'
import { isSendable, weaklyMatches } from '../http/entity-tag.ts'
import { fieldValue, withoutFields } from '../http/fields.ts'
import { parseHttpDate } from '../http/http-date.ts'
import { parseList, trimWhitespace } from '../http/list.ts'
import { fieldsNamedBy, isUnqualified } from '../http/named-fields.ts'
import { parseRateLimit } from '../http/rate-limit.ts'
import { parseRetryAfter } from '../http/retry-after.ts'
import { isToken } from '../http/token.ts'
import { asksToClear } from '../rules/clear-site-data.ts'
import { nominatedNames } from '../rules/selection.ts'
import { anyText } from './texts.test-arbitraries.ts'

const TEXTS = 10_000

/** Each reads a text, and says whether what it makes of it is what it promises. */
const parsers: Readonly<Record<string, (text: string) => boolean>> = {
  'a byte range is of whole numbers': (text) => {
    const range = parseByteRange(text)
    return range === undefined || Object.values(range).every((n) => n === undefined || n >= 0)
  },
  'directives have lower-case names, and seconds from 0 to 2^31': (text) => {
    const directives = parseCacheControl(text)
    return [...directives.keys()].every((name) => {
      const seconds = deltaSeconds(directives, name) ?? -1
      return name === name.toLowerCase() && seconds >= 0 && seconds <= 2 ** 31
    })
  },
  'delta-seconds are digits': (text) =>
    (parseDeltaSeconds(text) === undefined) === !/^[0-9]+$/.test(text),
  'a tag matches itself, and is sendable or not': (text) =>
    weaklyMatches(text, text) &&
    weaklyMatches(text, `W/${text}`) === !text.startsWith('W/') &&
    (!isSendable(text) || isByteString(text)),
  'a date is a finite number of seconds': (text) =>
    [0, -1e9, 1.8e9, 1e300, Number.NaN, -Infinity].every((reference) => {
      const seconds = parseHttpDate(text, reference)
      return seconds === undefined || Number.isInteger(seconds)
    }),
  'a rate limit is of finite numbers from 0': (text) =>
    [text, `"a";r=1;t=${text}`, `"a";r=${text};t=1`].every((value) =>
      Object.values(
        parseRateLimit(
          [
            ['ratelimit', value],
            ['ratelimit-policy', text],
            ['x-ratelimit-remaining', text],
            ['x-ratelimit-reset', text],
          ],
          1.8e9,
        ) ?? {},
      ).every((amount) => amount === undefined || (amount >= 0 && Number.isFinite(amount))),
    ),
  'seconds to wait are finite and not below 0': (text) => {
    const seconds = parseRetryAfter(text, 1.8e9) ?? 0
    return seconds >= 0 && Number.isFinite(seconds)
  },
  'members of a list are parts of it, trimmed, and not empty': (text) =>
    parseList(text).every(
      (member) => member !== '' && text.includes(member) && trimWhitespace(member) === member,
    ),
  'named fields are tokens, or count for all': (text) =>
    ['no-cache', 'private'].every(
      (name) =>
        isNamedOrUnqualified(parseCacheControl(`${name}=${text}`)) &&
        isNamedOrUnqualified(parseCacheControl(`${name}="${text}"`)) &&
        isNamedOrUnqualified(parseCacheControl(text)),
    ),
  'a token has neither whitespace nor separators': (text) =>
    !isToken(text) || !/[\s,;="\\/()<>@?{}[\]:]/.test(text),
  'a field is found by its name alone': (text) =>
    fieldValue(
      [
        [text, 'x'],
        ['a', text],
      ],
      'a',
    ) === (text === 'a' ? `x, ${text}` : text) &&
    withoutFields([[text, 'x']], new Set([text])).length === 0,
  'what Vary nominates are tokens, or everything': (text) => {
    const names = nominatedNames([['vary', text]])
    return names === '*' || names.every((name) => isToken(name) && name !== '*')
  },
  'Clear-Site-Data is read, whatever the URL': (text) =>
    !asksToClear(text, 'cache') && typeof asksToClear('https://a.test', text) === 'boolean',
  'Cache-Status tells a whole number of seconds': (text) =>
    /; ttl=-?\d+; detail=/.test(
      formatCacheStatus({ kind: 'hit', ttl: text.length - 5.5, detail: text }),
    ),
}

/** What `fetch` takes as a field's value (Fetch standard, header value). */
function isByteString(text: string): boolean {
  return new Headers([['etag', text]]).has('etag')
}

function isNamedOrUnqualified(directives: ReturnType<typeof parseCacheControl>): boolean {
  return (['no-cache', 'private'] as const).every((name) => {
    const named = fieldsNamedBy(directives, name)
    return (
      named.every(isToken) &&
      isUnqualified(directives, name) === (directives.has(name) && named.length === 0)
    )
  })
}

describe('I23: every parser reads every text', { timeout: 60_000 }, () => {
  const seed = chosenSeed()
  const promises = Object.entries(parsers)

  afterAll(() => {
    console.info(
      `I23: ${TEXTS} texts for each of ${promises.length} promises from PROOF_SEED=${seed}`,
    )
  })

  it.each(promises)('%s', (_promise, keepsIt) => {
    fc.assert(fc.property(anyText, keepsIt), { numRuns: TEXTS, seed })
  })
})
