import { Session, type Profiler } from 'node:inspector'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseByteRange } from '../http/byte-range.ts'
import { parseCacheControl, parseDeltaSeconds } from '../http/cache-control.ts'
import { isSendable, weaklyMatches } from '../http/entity-tag.ts'
import { fieldValue } from '../http/fields.ts'
import { parseHttpDate } from '../http/http-date.ts'
import { parseList, trimWhitespace } from '../http/list.ts'
import { fieldsNamedBy } from '../http/named-fields.ts'
import { isToken } from '../http/token.ts'
import { nominatedNames } from '../rules/selection.ts'

/*
 * Work is counted rather than timed, for a clock tells more of the machine than of the parser: V8 counts
 * how often each block of http/ runs, and the functions of strings how many characters they are handed.
 * How far a regular expression backtracks, neither sees. These are timed, for moments so short that of
 * many the least was undisturbed.
 */

const LADDER = [1000, 10_000, 100_000, 1_000_000]

/** Ten times the text may take so many times the work. */
const MOST_FOR_TEN_TIMES = 15

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
}

describe('I24: ten times the text is at most fifteen times the work, counted', () => {
  const session = new Session()
  beforeAll(() => {
    session.connect()
    session.post('Profiler.enable')
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
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
    const lengths = LADDER.filter((length) => length <= most)
    const tooMuch = Object.entries(patterns).flatMap(([pattern, textOf]) => {
      const texts = lengths.map(textOf)
      const work = texts.map((text) => workOf(session, () => parse(text)))
      return isLinear(work) ? [] : [{ pattern, work }]
    })
    expect(tooMuch).toEqual([])
  })

  it('fieldValue, by the number of lines', () => {
    const work = LADDER.map((length) => {
      const lines = Array.from({ length: length / 10 }, () => ['a', '12345678'] as const)
      return workOf(session, () => fieldValue(lines, 'a'))
    })
    expect(isLinear(work)).toBe(true)
  })

  it('and the count finds what is not linear', () => {
    const halve = (text: string): string => text && halve(trimWhitespace(text.slice(1)))
    const work = [100, 1000].map((length) => {
      const text = ' a'.repeat(length / 2)
      return workOf(session, () => halve(text))
    })
    expect(isLinear(work)).toBe(false)
  })
})

describe('I24: ten times the text is at most fifteen times the time', () => {
  it.each<{ name: string; parse: (text: string) => unknown; most: number }>([
    { name: 'parseByteRange', parse: parseByteRange, most: 1_000_000 },
    { name: 'parseDeltaSeconds', parse: parseDeltaSeconds, most: 1_000_000 },
    { name: 'parseHttpDate', parse: (text) => parseHttpDate(text, 0), most: 1_000_000 },
    { name: 'isToken', parse: isToken, most: 1_000_000 },
    // Longer ones take longer than the machine leaves anybody in peace.
    { name: 'parseCacheControl', parse: parseCacheControl, most: 10_000 },
  ])('$name, up to $most characters', ({ parse, most }) => {
    const lengths = LADDER.filter((length) => length <= most)
    const tooLong = Object.entries(patterns).flatMap(([pattern, textOf]) => {
      const milliseconds = leastTimes(parse, lengths.map(textOf))
      return isLinear(milliseconds, UNMEASURABLE) ? [] : [{ pattern, milliseconds }]
    })
    expect(tooLong).toEqual([])
  })

  it('and the clock finds what is not linear', () => {
    const milliseconds = leastTimes(
      (text) => /^(?:a|b)*b*c$/.test(text),
      [100, 1000].map((length) => 'b'.repeat(length)),
    )
    expect(isLinear(milliseconds, UNMEASURABLE)).toBe(false)
  })
})

/** In milliseconds: less says nothing. */
const UNMEASURABLE = 0.2

function nominatedIn(text: string): unknown {
  return nominatedNames([['vary', text]])
}

function namedIn(text: string): unknown {
  return fieldsNamedBy(new Map([['no-cache', text]]), 'no-cache')
}

const ROUNDS = 15

/** Of each text the least time in milliseconds that it took in any round. */
function leastTimes(parse: (text: string) => unknown, texts: readonly string[]): number[] {
  const least = texts.map(() => Infinity)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, text] of texts.entries()) {
      const before = performance.now()
      parse(text)
      least[index] = Math.min(least[index] ?? Infinity, performance.now() - before)
    }
  }
  return least
}

function isLinear(work: readonly number[], negligible = 0): boolean {
  return work.every((much, step) => {
    const before = work[step - 1]
    return before === undefined || much <= Math.max(negligible, MOST_FOR_TEN_TIMES * before)
  })
}

/** How often blocks of http/ run, and how many characters strings' own functions are handed. */
function workOf(session: Session, parse: () => unknown): number {
  blocksRun(session)
  const characters = charactersHandedIn(parse)
  return blocksRun(session) + characters
}

/** Since it was last asked. */
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
