import { Session, type Profiler } from 'node:inspector'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseByteRange } from '../http/byte-range.ts'
import { parseCacheControl, parseDeltaSeconds } from '../http/cache-control.ts'
import { isSendable, weaklyMatches } from '../http/entity-tag.ts'
import { fieldValue } from '../http/fields.ts'
import { parseHttpDate } from '../http/http-date.ts'
import { parseList, trimWhitespace } from '../http/list.ts'
import { fieldsNamedBy } from '../http/named-fields.ts'
import { parseRateLimit } from '../http/rate-limit.ts'
import { isToken } from '../http/token.ts'
import { nominatedNames } from '../rules/selection.ts'

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
  const session = new Session()
  beforeAll(() => {
    session.connect()
    session.post('Profiler.enable')
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
    blocksRun(session)
  })
  afterAll(() => {
    session.post('Profiler.stopPreciseCoverage')
    session.disconnect()
  })

  it.each<{ name: string; parse: (text: string) => unknown; most: number }>([
    { name: 'parseCacheControl', parse: parseCacheControl, most: 1_000_000 },
    // Their work is that of parseList, which the former does, too.
    { name: 'parseList', parse: parseList, most: 100_000 },
    { name: 'nominatedNames', parse: nominatedIn, most: 100_000 },
    { name: 'fieldsNamedBy', parse: namedIn, most: 100_000 },
    { name: 'trimWhitespace', parse: trimWhitespace, most: 1_000_000 },
    { name: 'isSendable', parse: isSendable, most: 1_000_000 },
    { name: 'weaklyMatches', parse: (text) => weaklyMatches(text, `W/${text}`), most: 1_000_000 },
  ])('$name, up to $most characters', ({ parse, most }) => {
    const work = (text: string): number => workOf(session, () => parse(text))
    expect(notLinear(work, { times: COUNTED, most })).toEqual([])
  })

  it('fieldValue, by the number of lines', () => {
    const work = (text: string): number => {
      const fields = Array.from(text, (value) => ['a', value] as const)
      return workOf(session, () => fieldValue(fields, 'a'))
    }
    const lines = { lines: (length: number) => 'x'.repeat(length / 10) }
    expect(notLinear(work, { times: COUNTED, most: 1_000_000 }, lines)).toEqual([])
  })

  it('and the count finds what is not linear', () => {
    const halve = (text: string): string => text && halve(trimWhitespace(text.slice(1)))
    const work = (text: string): number => workOf(session, () => halve(text))
    const found = notLinear(
      work,
      { times: COUNTED, most: 10_000 },
      {
        'spaces between': (length) => ' a'.repeat(length / 10),
      },
    )
    expect(found).toHaveLength(1)
  })
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
  ])('$name, up to $most characters', ({ parse, most }) => {
    expect(notLinear((text) => leastTimeOf(parse, text), { times: TIMED, most })).toEqual([])
  })

  it('and the clock finds what is not linear', () => {
    const backtrack = (text: string): boolean => /^(?:a|b)*b*c$/.test(text)
    const found = notLinear(
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

function nominatedIn(text: string): unknown {
  return nominatedNames([['vary', text]])
}

function namedIn(text: string): unknown {
  return fieldsNamedBy(new Map([['no-cache', text]]), 'no-cache')
}

/** In microseconds of this process. */
const TOO_LONG = 5_000_000

/**
 * Where ten times the text is more than so many times the work. It goes up the ladder no further then, nor
 * after five seconds: the next rung could take for ever.
 */
function notLinear(
  workFor: (text: string) => number,
  { times, most }: { times: number; most: number },
  textsOf = patterns,
): readonly { pattern: string; length: number; work: number; before: number }[] {
  return Object.entries(textsOf).flatMap(([pattern, textOf]) => {
    let before = Infinity
    for (const length of LADDER.filter((one) => one <= most)) {
      const began = process.cpuUsage()
      const work = workFor(textOf(length))
      const isLong = length < most && process.cpuUsage(began).user > TOO_LONG
      if (isLong || work > times * before) return [{ pattern, length, work, before }]
      before = work
    }
    return []
  })
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

/** How often blocks of http/ run, and how many characters strings' own functions are handed. */
function workOf(session: Session, parse: () => unknown): number {
  const characters = charactersHandedIn(parse)
  return blocksRun(session) + characters
}

/** Since it was last asked; nothing but what is counted runs in http/. */
function blocksRun(session: Session): number {
  let scripts: readonly Profiler.ScriptCoverage[] = []
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error !== null) throw error
    scripts = result
  })
  return scripts
    .filter(({ url }) => url.includes('/packages/core/src/http/'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0)
}

/** What each of these reads or writes of the text: all of it, or what it gives back. */
const reading = ['split', 'replace', 'replaceAll', 'trim', 'toLowerCase', 'includes'] as const
const writing = ['slice'] as const

function charactersHandedIn(parse: () => unknown): number {
  let characters = 0
  const undo: (() => void)[] = []
  function watch(
    prototype: object,
    name: string,
    lengthOf: (self: unknown, result: unknown) => number,
  ) {
    const original = Reflect.get(prototype, name) as (...given: unknown[]) => unknown
    Reflect.set(prototype, name, function watched(this: unknown, ...given: unknown[]) {
      const result = original.apply(this, given)
      characters += lengthOf(this, result)
      return result
    })
    undo.push(() => Reflect.set(prototype, name, original))
  }
  for (const name of reading) watch(String.prototype, name, (self) => String(self).length)
  for (const name of writing) watch(String.prototype, name, (_, result) => String(result).length)
  watch(Array.prototype, 'join', (_, result) => String(result).length)
  try {
    parse()
  } finally {
    for (const restore of undo) restore()
  }
  return characters
}
