import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Budget,
  heard,
  type Knowledge,
  knownAt,
  learnt,
  type Lesson,
  LONGEST_WINDOW,
  REFUSAL,
} from './decide-knowledge.ts'

const now = 1000

/** 20 a minute; of this window 5 are left, and half its time. */
const budget = (changes: Partial<Budget> = {}): Budget => ({
  limit: 20,
  remaining: 5,
  resetAt: now + 30,
  length: 60,
  ...changes,
})

const lesson = (changes: Partial<Lesson> = {}): Lesson => ({
  status: 200,
  told: undefined,
  retryAfter: undefined,
  overlaps: false,
  costs: true,
  unseen: 0,
  ...changes,
})

const told = (
  remaining: number,
  resetIn: number,
  window?: number,
  limit: number | undefined = 20,
) => ({
  limit,
  remaining,
  resetIn,
  window,
})

describe('what is known', () => {
  it.each<{ says: string; known: Knowledge; is: Knowledge }>([
    { says: 'nothing stays nothing', known: undefined, is: undefined },
    { says: 'no limit stays none', known: 'unlimited', is: 'unlimited' },
    { says: 'a window that lasts', known: budget(), is: budget() },
    {
      says: 'a window that is over is followed by a whole one',
      known: budget({ resetAt: now }),
      is: budget({ remaining: 20, resetAt: now + 60 }),
    },
    {
      says: 'by nothing if the limit was not told',
      known: budget({ limit: undefined, resetAt: now }),
      is: undefined,
    },
    {
      says: 'a window ends at the latest when its length has passed, though the clock was set back',
      known: budget({ resetAt: now + 5000 }),
      is: budget({ resetAt: now + 60 }),
    },
  ])('$says', ({ known, is }) => {
    expect(knownAt(known, now)).toEqual(is)
  })
})

describe('an answer that tells of a limit', () => {
  it.each<{ says: string; known: Knowledge; lesson: Partial<Lesson>; is: Knowledge }>([
    {
      says: 'is believed when nothing was known',
      known: undefined,
      lesson: { told: told(19, 60) },
      is: budget({ remaining: 19, resetAt: now + 60 }),
    },
    {
      says: 'is believed though it overlapped others that told nothing',
      known: 'unlimited',
      lesson: { told: told(19, 60), overlaps: true },
      is: budget({ remaining: 19, resetAt: now + 60 }),
    },
    {
      says: 'replaces what was known, also by more',
      known: budget(),
      lesson: { told: told(9, 29) },
      is: budget({ remaining: 9, resetAt: now + 29 }),
    },
    {
      says: 'has not counted, perhaps, what ended meanwhile without a word',
      known: budget(),
      lesson: { told: told(9, 29), unseen: 2 },
      is: budget({ remaining: 7, resetAt: now + 29 }),
    },
    {
      says: 'leaves no less than nothing',
      known: undefined,
      lesson: { told: told(1, 60), unseen: 2 },
      is: budget({ remaining: 0, resetAt: now + 60 }),
    },
    {
      says: 'keeps the limit that it does not tell',
      known: budget(),
      lesson: { told: told(9, 29, undefined, undefined) },
      is: budget({ remaining: 9, resetAt: now + 29 }),
    },
    {
      says: 'tells the length of a window if it is the first of it',
      known: budget({ length: 3600, resetAt: now }),
      lesson: { told: told(19, 50) },
      is: budget({ remaining: 19, resetAt: now + 50, length: 50 }),
    },
    {
      says: 'tells the length also if what was known of the window was not so',
      known: budget({ remaining: 0, resetAt: now + 3600, length: 3600 }),
      lesson: { told: told(19, 50) },
      is: budget({ remaining: 19, resetAt: now + 50, length: 50 }),
    },
    {
      says: 'tells the length by its policy',
      known: budget(),
      lesson: { told: told(4, 20, 90) },
      is: budget({ remaining: 4, resetAt: now + 20, length: 90 }),
    },
    {
      says: 'counts for an hour at most',
      known: undefined,
      lesson: { told: told(4, 86_000, 86_400) },
      is: budget({ remaining: 4, resetAt: now + 3600, length: 3600 }),
    },
    {
      says: 'that overlapped another takes what leaves less: its own',
      known: budget(),
      lesson: { told: told(4, 31), overlaps: true },
      is: budget({ remaining: 4, resetAt: now + 30 }),
    },
    {
      says: 'that overlapped another takes what leaves less: the other',
      known: budget(),
      lesson: { told: told(6, 29), overlaps: true },
      is: budget({ remaining: 5, resetAt: now + 29 }),
    },
    {
      says: 'that overlapped a refusal does not end that before its time',
      known: budget({ remaining: 0, resetAt: now + 119, length: 120 }),
      lesson: { told: told(3, 5), overlaps: true },
      is: budget({ remaining: 0, resetAt: now + 119, length: 120 }),
    },
    {
      says: 'that overlapped another whose time is over is all that is known',
      known: budget({ remaining: 0, resetAt: now - 1, length: 10 }),
      lesson: { told: told(3, 5), overlaps: true },
      is: budget({ remaining: 3, resetAt: now + 5, length: 5 }),
    },
    {
      says: 'that was long on its way is still of its window',
      known: budget({ resetAt: now + 30 }),
      lesson: { told: told(19, 55), overlaps: true },
      is: budget({ remaining: 5, resetAt: now + 30 }),
    },
    {
      says: 'that overlapped another, and is of the next window, replaces it',
      known: budget({ resetAt: now + 1 }),
      lesson: { told: told(19, 60), overlaps: true },
      is: budget({ remaining: 19, resetAt: now + 60 }),
    },
    {
      says: 'that overlapped another, and is of the next window, replaces it when that is over',
      known: budget({ resetAt: now - 1 }),
      lesson: { told: told(19, 60), overlaps: true },
      is: budget({ remaining: 19, resetAt: now + 60 }),
    },
    {
      says: 'that comes after the window to which it belongs counts as long as that seems to last',
      known: budget({ remaining: 19, resetAt: now + 59 }),
      lesson: { told: told(0, 1), overlaps: true },
      is: budget({ remaining: 0, resetAt: now + 1 }),
    },
    {
      says: 'that overlapped another when the clock was set back leaves no window for ever',
      known: budget({ resetAt: now + 5000 }),
      lesson: { told: told(9, 29), overlaps: true },
      is: budget({ remaining: 5, resetAt: now + 29 }),
    },
    {
      says: 'may be of a window of a second',
      known: budget({ remaining: 0, resetAt: now + 0.1, length: 1 }),
      lesson: { told: told(4, 1), overlaps: true },
      is: budget({ remaining: 4, resetAt: now + 1, length: 1 }),
    },
  ])('$says', ({ known, lesson: changes, is }) => {
    expect(learnt(known, lesson(changes), now)).toEqual(is)
  })
})

describe('an answer that tells of none', () => {
  it.each<{ says: string; known: Knowledge; lesson: Partial<Lesson>; is: Knowledge }>([
    { says: 'means that there is none', known: undefined, lesson: {}, is: 'unlimited' },
    { says: 'also if it is an error', known: undefined, lesson: { status: 404 }, is: 'unlimited' },
    {
      says: 'means nothing if it is a gateway’s',
      known: undefined,
      lesson: { status: 502 },
      is: undefined,
    },
    { says: 'means nothing if none came', known: undefined, lesson: { status: 0 }, is: undefined },
    { says: 'leaves it at that', known: 'unlimited', lesson: { status: 0 }, is: 'unlimited' },
    { says: 'took a unit', known: budget(), lesson: {}, is: budget({ remaining: 4 }) },
    {
      says: 'took a unit, if any came',
      known: budget(),
      lesson: { status: 0 },
      is: budget({ remaining: 4 }),
    },
    {
      says: 'took a unit of the window that it began',
      known: budget({ resetAt: now - 1 }),
      lesson: {},
      is: budget({ remaining: 19, resetAt: now + 60 }),
    },
    {
      says: 'took none that was not there',
      known: budget({ remaining: 0 }),
      lesson: {},
      is: budget({ remaining: 0 }),
    },
    { says: 'took none if it is free', known: budget(), lesson: { costs: false }, is: budget() },
  ])('$says', ({ known, lesson: changes, is }) => {
    expect(learnt(known, lesson(changes), now)).toEqual(is)
  })
})

describe('a refusal', () => {
  const none = (wait: number, changes: Partial<Budget> = {}): Budget =>
    budget({ remaining: 0, resetAt: now + wait, ...changes })

  it.each<{ says: string; known: Knowledge; lesson: Partial<Lesson>; is: Knowledge }>([
    {
      says: 'lasts as long as Retry-After says',
      known: budget(),
      lesson: { status: 429, retryAfter: 7, told: told(3, 40) },
      is: none(7),
    },
    {
      says: 'also where no limit was known',
      known: 'unlimited',
      lesson: { status: 429, retryAfter: 7 },
      is: none(7, { limit: undefined, length: 7 }),
    },
    {
      says: 'tells the limit',
      known: undefined,
      lesson: { status: 429, retryAfter: 7, told: told(0, 7) },
      is: none(7, { length: 7 }),
    },
    {
      says: 'else until the window ends',
      known: undefined,
      lesson: { status: 429, told: told(3, 40) },
      is: none(40, { length: 40 }),
    },
    {
      says: 'else for a while',
      known: undefined,
      lesson: { status: 429 },
      is: none(REFUSAL, { limit: undefined, length: REFUSAL }),
    },
    {
      says: 'lasts a second at least',
      known: budget(),
      lesson: { status: 429, retryAfter: 0 },
      is: none(1),
    },
    {
      says: 'and an hour at most',
      known: budget(),
      lesson: { status: 429, retryAfter: 2 ** 31 },
      is: none(LONGEST_WINDOW, { length: LONGEST_WINDOW }),
    },
    {
      says: 'that overlapped another one does not end that',
      known: budget({ remaining: 0 }),
      lesson: { status: 429, retryAfter: 7, overlaps: true },
      is: none(30),
    },
    {
      says: 'that overlapped an answer that left something does',
      known: budget(),
      lesson: { status: 429, retryAfter: 7, overlaps: true },
      is: none(7),
    },
    {
      says: 'that came after another one is news',
      known: budget({ remaining: 0 }),
      lesson: { status: 429, retryAfter: 7 },
      is: none(7),
    },
    {
      says: 'is a 503 with Retry-After, too',
      known: budget(),
      lesson: { status: 503, retryAfter: 7 },
      is: none(7),
    },
    {
      says: 'is no 503 without, nor any other answer with it',
      known: budget(),
      lesson: { status: 503 },
      is: budget({ remaining: 4 }),
    },
    {
      says: 'is no redirect that asks to wait',
      known: budget(),
      lesson: { status: 301, retryAfter: 7 },
      is: budget({ remaining: 4 }),
    },
  ])('$says', ({ known, lesson: changes, is }) => {
    expect(learnt(known, lesson(changes), now)).toEqual(is)
  })
})

describe('what another tab tells', () => {
  it.each<{ says: string; known: Knowledge; told: Omit<Budget, 'length'>; is: Knowledge }>([
    {
      says: 'is better than nothing',
      known: undefined,
      told: { limit: 20, remaining: 3, resetAt: now + 30 },
      is: budget({ remaining: 3, length: 30 }),
    },
    {
      says: 'counts where no limit was known',
      known: 'unlimited',
      told: { limit: undefined, remaining: 0, resetAt: now + 30 },
      is: budget({ limit: undefined, remaining: 0, length: 30 }),
    },
    {
      says: 'counts if it leaves less',
      known: budget(),
      told: { limit: 20, remaining: 4, resetAt: now + 29 },
      is: budget({ remaining: 4, resetAt: now + 29 }),
    },
    {
      says: 'does not count if it leaves more',
      known: budget(),
      told: { limit: 20, remaining: 6, resetAt: now + 60 },
      is: budget(),
    },
    {
      says: 'does not prolong what is left',
      known: budget(),
      told: { limit: 20, remaining: 5, resetAt: now + 60 },
      is: budget(),
    },
    {
      says: 'does not change the limit',
      known: budget(),
      told: { limit: 1e9, remaining: 4, resetAt: now + 30 },
      is: budget({ remaining: 4 }),
    },
    {
      says: 'counts for an hour at most',
      known: budget(),
      told: { limit: 20, remaining: 0, resetAt: now + 1e9 },
      is: budget({ remaining: 0, resetAt: now + 3600, length: 3600 }),
    },
    {
      says: 'does not count when it is over',
      known: budget(),
      told: { limit: 20, remaining: 0, resetAt: now },
      is: budget(),
    },
  ])('$says', ({ known, told: what, is }) => {
    expect(heard(known, what, now)).toEqual(is)
  })
})

describe('whatever comes', () => {
  const seconds = fc.double({ min: 0, max: 1e6, noNaN: true })
  const lessons = fc.record<Lesson>({
    status: fc.constantFrom(0, 200, 304, 404, 429, 500, 503),
    told: fc.option(
      fc.record({
        limit: fc.option(fc.nat(100), { nil: undefined }),
        remaining: fc.nat(100),
        resetIn: seconds,
        window: fc.option(seconds, { nil: undefined }),
      }),
      { nil: undefined },
    ),
    retryAfter: fc.option(seconds, { nil: undefined }),
    overlaps: fc.boolean(),
    costs: fc.boolean(),
    unseen: fc.nat(5),
  })
  const message = fc.record({
    limit: fc.option(fc.nat(100), { nil: undefined }),
    remaining: fc.nat(100),
    resetAt: seconds,
  })

  const nothingLeft = { limit: 0, remaining: 0, resetIn: 3600, window: undefined }
  const roundedUp: [number, Lesson | Omit<Budget, 'length'>][] = [
    [0, lesson({ status: 0, costs: false, told: nothingLeft })],
    [4629.665226726985, { limit: undefined, remaining: 0, resetAt: 0 }],
    [0, lesson({ status: 0, costs: false })],
  ]

  it('nothing is waited for longer than an hour, though the clock goes where it likes', () => {
    const event = fc.tuple(seconds, fc.oneof(lessons, message))
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), (events) => {
        let known: Knowledge
        for (const [at, what] of events) {
          known = 'status' in what ? learnt(known, what, at) : heard(known, what, at)
          const seen = knownAt(known, at)
          if (typeof seen !== 'object') continue
          expect(seen.remaining).toBeGreaterThanOrEqual(0)
          // An instant plus an hour minus that instant is an hour, but for the last bits.
          expect(seen.resetAt - at).toBeLessThanOrEqual(LONGEST_WINDOW + 1e-6)
          expect(seen.length).toBeLessThanOrEqual(LONGEST_WINDOW)
        }
      }),
      // With this seed it was 1e-12 s more.
      { examples: [[roundedUp]] },
    )
  })

  it('no message gives what the origin did not', () => {
    fc.assert(
      fc.property(fc.array(lessons), message, seconds, (answers, what, at) => {
        const known = answers.reduce<Knowledge>(
          (before, each) => learnt(before, each, at),
          undefined,
        )
        const before = knownAt(known, at)
        const after = knownAt(heard(known, what, at), at)
        if (typeof before !== 'object' || typeof after !== 'object') return
        expect(after.remaining).toBeLessThanOrEqual(before.remaining)
        expect([before.limit ?? after.limit]).toEqual([after.limit])
      }),
    )
  })
})
