import { afterAll, describe, expect, it } from 'vitest'
import { parseByteRange } from '../http/byte-range.ts'
import { parseCacheControl, parseDeltaSeconds } from '../http/cache-control.ts'
import { parseHttpDate } from '../http/http-date.ts'
import { parseRateLimit } from '../http/rate-limit.ts'
import { isToken } from '../http/token.ts'
import type { Counted } from './count-work.test-worker.ts'
import { openWorkCounter } from './work-counter.test-tool.ts'

/*
 * Work is counted rather than timed, for a clock tells more of the machine than of the parser: V8 counts
 * how often each block of http/ runs, and the functions of strings how many characters they are handed.
 * How far a regular expression backtracks, neither sees. That is timed, by the least of many moments, and
 * judged with leave for a busy machine: backtracking takes a hundred times as long, or more.
 */

const LADDER = [1000, 10_000, 100_000, 1_000_000]

/** Ten times the text may take so many times the work, as counted and as timed. */
const COUNTED = 15
const TIMED = 40

const patterns: Readonly<Record<string, (length: number) => string>> = {
  'a, spaces, z': (length) => `a${' '.repeat(length)}z`,
  'spaces and tabs': (length) => ' \t'.repeat(length / 2),
  'no-break spaces': (length) => `no-store${'\u00A0'.repeat(length)}`,
  commas: (length) => ','.repeat(length),
  'short members': (length) => 'a,'.repeat(length / 2),
  'distinct names': (length) => Array.from({ length: length / 8 }, (_, n) => `n${n + 1e5}`).join(),
  quotes: (length) => '"'.repeat(length),
  'open quotes': (length) => 'a="b, '.repeat(length / 6),
  'closed quotes': (length) => 'a="b", '.repeat(length / 7),
  'backslashes in quotes': (length) => `a="${'\\'.repeat(length)}`,
  'escaped quotes': (length) => `a="${String.raw`\"`.repeat(length / 2)}`,
  'equals signs': (length) => `${'='.repeat(length)}"`,
  'equals signs and spaces': (length) => `${'= '.repeat(length / 2)}"x`,
  'one equals sign and spaces': (length) => `a=${' '.repeat(length)}x"`,
  restrictions: (length) => 'no-cache="a", '.repeat(length / 14),
  digits: (length) => '9'.repeat(length),
  'a range of digits': (length) => `bytes=${'9'.repeat(length)}-`,
  'a date and spaces': (length) => `Sun, 06 Nov 1994 08:49:37${' '.repeat(length)}GMT`,
  stars: (length) => '*'.repeat(length),
  'semicolons and spaces': (length) => 'a; '.repeat(length / 3),
  'parameters without end': (length) => `"a"${';r="'.repeat(length / 4)}`,
  'a token and what is none': (length) => `${'a*'.repeat(length / 2)}\u00A0`,
}

describe('I24: ten times the text is at most fifteen times the work', { timeout: 60_000 }, () => {
  const counter = openWorkCounter()
  afterAll(() => counter.close())
  const countOf = (name: Counted) => (text: string) => counter.workOf(name, text)

  it.each<{ name: Counted; most: number }>([
    { name: 'parseCacheControl', most: 1_000_000 },
    // Their work is that of parseList, which the former does, too.
    { name: 'parseList', most: 100_000 },
    { name: 'nominatedNames', most: 100_000 },
    { name: 'fieldsNamedBy', most: 100_000 },
    { name: 'trimWhitespace', most: 1_000_000 },
    { name: 'isSendable', most: 1_000_000 },
    { name: 'weaklyMatches', most: 1_000_000 },
  ])('$name, up to $most characters', async ({ name, most }) => {
    expect(await notLinear(countOf(name), { times: COUNTED, most })).toEqual([])
  })

  it('fieldValue, by the number of lines', async () => {
    const lines = { lines: (length: number) => 'x'.repeat(length / 10) }
    const bounds = { times: COUNTED, most: 1_000_000 }
    expect(await notLinear(countOf('fieldValue'), bounds, lines)).toEqual([])
  })

  it('and the count finds what is not linear', async () => {
    const spaces = { 'spaces between': (length: number) => ' a'.repeat(length / 10) }
    const bounds = { times: COUNTED, most: 10_000 }
    expect(await notLinear(countOf('trimEachRest'), bounds, spaces)).toHaveLength(1)
  })

  it.each(LADDER)(
    'and the count misses nothing, however often it runs: %i spaces',
    async (length) => {
      const count = await counter.workOf('trimWhitespace', ' '.repeat(length))
      expect(count).toBeGreaterThanOrEqual(length)
    },
  )
})

describe('I24: no regular expression goes back again and again', { timeout: 60_000 }, () => {
  it.each<{ name: string; parse: (text: string) => unknown; most: number }>([
    { name: 'parseByteRange', parse: parseByteRange, most: 1_000_000 },
    { name: 'parseDeltaSeconds', parse: parseDeltaSeconds, most: 1_000_000 },
    { name: 'parseHttpDate', parse: (text) => parseHttpDate(text, 0), most: 1_000_000 },
    { name: 'isToken', parse: isToken, most: 1_000_000 },
    // Of longer ones it reads the first 64 kB.
    { name: 'parseRateLimit', parse: rateLimitIn, most: 10_000 },
    // Longer ones take longer than a busy machine leaves anybody in peace.
    { name: 'parseCacheControl', parse: parseCacheControl, most: 10_000 },
  ])('$name, up to $most characters', async ({ parse, most }) => {
    expect(await notLinear((text) => leastTimeOf(parse, text), { times: TIMED, most })).toEqual([])
  })

  it('and the clock finds what is not linear', async () => {
    const backtrack = (text: string): boolean => /^(?:a|b)*b*c$/.test(text)
    const found = await notLinear(
      (text) => leastTimeOf(backtrack, text),
      { times: TIMED, most: 10_000 },
      {
        'nothing to end it': (length) => 'b'.repeat(length / 4),
      },
    )
    expect(found).toHaveLength(1)
  })
})

function rateLimitIn(text: string): unknown {
  return parseRateLimit([['ratelimit', text]], 0)
}

/** In microseconds of this process. */
const TOO_LONG = 5_000_000

interface Found {
  readonly pattern: string
  readonly length: number
  readonly work: number
  readonly before: number
}

/**
 * Where ten times the text is more than so many times the work. It goes up the ladder no further then, nor
 * after five seconds: the next rung could take for ever.
 */
async function notLinear(
  workFor: (text: string) => number | Promise<number>,
  { times, most }: { times: number; most: number },
  textsOf = patterns,
): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const [pattern, textOf] of Object.entries(textsOf)) {
    let before = Infinity
    for (const length of LADDER.filter((one) => one <= most)) {
      const began = process.cpuUsage()
      const work = await workFor(textOf(length))
      const isLong = length < most && process.cpuUsage(began).user > TOO_LONG
      if (isLong || work > times * before) {
        found.push({ pattern, length, work, before })
        break
      }
      before = work
    }
  }
  return found
}

const ROUNDS = 15

/** What takes less, in milliseconds, cannot be told from nothing. */
const UNMEASURABLE = 0.02

/** The least time in milliseconds that it takes in any round. */
function leastTimeOf(parse: (text: string) => unknown, text: string): number {
  let least = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const before = performance.now()
    parse(text)
    least = Math.min(least, performance.now() - before)
  }
  return Math.max(least, UNMEASURABLE)
}
