import { describe, expect, it } from 'vitest'
import type { Urgency } from '../cache/quota.ts'
import type { Budget, Knowledge } from './decide-knowledge.ts'
import { type Holding, mayGo, nextChance, rankOf, type Standing, unitsFor } from './decide-turn.ts'

const now = 1000

/** The first moments of a window of 20 a minute. */
const budget = (changes: Partial<Budget> = {}): Budget => ({
  limit: 20,
  remaining: 19,
  resetAt: now + 60,
  length: 60,
  ...changes,
})

const standing = (known: Knowledge, changes: Partial<Standing> = {}): Standing => ({
  known,
  underWay: 0,
  reserve: 0.1,
  ...changes,
})

const proved: Holding = { provedAt: now, isProbing: false }

it('who looks at nothing goes before who looks at something, then comes what nobody looks at', () => {
  const urgencies: readonly Urgency[] = ['hidden', 'background', 'now', 'visible']
  expect(urgencies.toSorted((one, other) => rankOf(one) - rankOf(other))).toEqual([
    'now',
    'visible',
    'background',
    'hidden',
  ])
})

describe('how many may go', () => {
  it.each<{
    says: string
    urgency?: Urgency
    budget?: Partial<Budget>
    standing?: Partial<Standing>
    is: number
  }>([
    { says: 'a tenth of the limit is kept', is: 17 },
    { says: 'what is under way is taken off', standing: { underWay: 7 }, is: 10 },
    { says: 'of what nobody looks at a quarter is kept', urgency: 'background', is: 14 },
    { says: 'of what a hidden page wants a half is kept', urgency: 'hidden', is: 9 },
    { says: 'what is wanted now may have all', urgency: 'now', standing: { reserve: 0 }, is: 18 },
    { says: 'an app may want more kept', standing: { reserve: 0.3 }, is: 13 },
    {
      says: 'which counts for the others, too',
      urgency: 'background',
      standing: { reserve: 0.3 },
      is: 13,
    },
    { says: 'one is kept at least', standing: { reserve: 0 }, is: 18 },
    { says: 'part of a request is a whole one', budget: { limit: 11, remaining: 11 }, is: 9 },
    { says: 'the only one is not kept', budget: { limit: 1, remaining: 1 }, is: 1 },
    {
      says: 'nor the last one',
      budget: { limit: 2, remaining: 2 },
      standing: { reserve: 1 },
      is: 1,
    },
    { says: 'where there is nothing, nothing is kept', budget: { limit: 0, remaining: 0 }, is: 0 },
    { says: 'one is kept of a limit that is not known', budget: { limit: undefined }, is: 18 },
    {
      says: 'nothing is kept in the last tenth',
      budget: { remaining: 2, resetAt: now + 6 },
      is: 2,
    },
    { says: 'a moment before it is', budget: { remaining: 2, resetAt: now + 6.1 }, is: 0 },
    {
      says: 'there may be less than none',
      budget: { remaining: 1 },
      standing: { underWay: 1 },
      is: -2,
    },
  ])('$says', ({ urgency = 'visible', budget: changes, standing: more, is }) => {
    expect(unitsFor(urgency, budget(changes), standing(undefined, more), now)).toBe(is)
  })
})

describe('who may go', () => {
  const spent = budget({ remaining: 0 })
  it.each<{
    says: string
    urgency?: Urgency
    known: Knowledge
    holding: Holding | undefined
    is: boolean
  }>([
    {
      says: 'what is wanted now, always',
      urgency: 'now',
      known: spent,
      holding: undefined,
      is: true,
    },
    {
      says: 'whoever likes, if there is no limit',
      known: 'unlimited',
      holding: undefined,
      is: true,
    },
    {
      says: 'no refresh while it may be another tab’s turn',
      known: budget(),
      holding: undefined,
      is: false,
    },
    {
      says: 'one of which nothing is known',
      known: undefined,
      holding: { isProbing: false },
      is: true,
    },
    {
      says: 'not another one before that has its answer',
      known: undefined,
      holding: { isProbing: true },
      is: false,
    },
    {
      says: 'nor if that answer told nothing',
      known: undefined,
      holding: { provedAt: now, isProbing: true },
      is: false,
    },
    {
      says: 'one to see what others have left',
      known: budget(),
      holding: { isProbing: false },
      is: true,
    },
    {
      says: 'nobody to see that nothing is left',
      known: spent,
      holding: { isProbing: false },
      is: false,
    },
    { says: 'nobody until it is seen', known: budget(), holding: { isProbing: true }, is: false },
    {
      says: 'others once it is',
      known: budget(),
      holding: { provedAt: now, isProbing: true },
      is: true,
    },
    { says: 'nobody when nothing is left', known: spent, holding: proved, is: false },
    {
      says: 'nobody when only what is kept is left',
      urgency: 'hidden',
      known: budget({ remaining: 10 }),
      holding: proved,
      is: false,
    },
    {
      says: 'who comes within a second',
      known: budget(),
      holding: { ...proved, provedAt: now - 1 },
      is: true,
    },
    {
      says: 'nobody who comes later',
      known: budget(),
      holding: { ...proved, provedAt: now - 1.1 },
      is: false,
    },
    {
      says: 'who comes later where no tab can spend what another has',
      known: 'unlimited',
      holding: { ...proved, provedAt: now - 1.1 },
      is: true,
    },
  ])('$says', ({ urgency = 'visible', known, holding, is }) => {
    expect(mayGo(urgency, standing(known), holding, now)).toBe(is)
  })
})

describe('the next chance', () => {
  it.each<{ says: string; known: Knowledge; is: number }>([
    { says: 'comes with an answer only, if nothing is known', known: undefined, is: Infinity },
    { says: 'is not waited for without a limit', known: 'unlimited', is: Infinity },
    { says: 'is the last tenth, for what is kept', known: budget(), is: now + 54 },
    {
      says: 'is the next window, in the last tenth',
      known: budget({ resetAt: now + 6 }),
      is: now + 6,
    },
    {
      says: 'is the next window, if nothing is kept',
      known: budget({ remaining: 0 }),
      is: now + 60,
    },
  ])('$says', ({ known, is }) => {
    expect(nextChance(known, now)).toBe(is)
  })
})
