import type { RateLimit } from '../http/rate-limit.ts'
import type { Seconds } from '../rules/stored-response.ts'

/** What is left of a budget until an instant. */
export interface Budget {
  /** Requests a window; `undefined`: the origin did not say. */
  readonly limit: number | undefined
  readonly remaining: number
  /** The instant at which the window ends. */
  readonly resetAt: Seconds
  /** From a window's beginning to its end, as far as has been seen. */
  readonly length: Seconds
}

/** `unlimited`: answers come, and tell of no limit. `undefined`: nothing is known. */
export type Knowledge = Budget | 'unlimited' | undefined

/** How a request ended. */
export interface Lesson {
  /** 0: no answer came, or none whose status script can see. */
  readonly status: number
  readonly told: RateLimit | undefined
  readonly retryAfter: Seconds | undefined
  /** Another answer came after the request had begun: which of the two is the younger, nobody knows. */
  readonly overlaps: boolean
  /** It took a unit, as far as is known. */
  readonly costs: boolean
  /** Requests that took a unit and ended without a word since it began: it may not have counted them. */
  readonly unseen: number
}

/** No window counts as longer, whoever says so: what is wrong ends by itself. */
export const LONGEST_WINDOW: Seconds = 3600

/** So long a refusal lasts that says nothing of it. */
export const REFUSAL: Seconds = 10

/** Instants that are told in whole seconds, and travel, differ so much. */
const TOLERANCE: Seconds = 2

/** What is known holds until its window ends; then the next one begins with whoever goes first. */
export function knownAt(known: Knowledge, now: Seconds): Knowledge {
  if (!isBudget(known)) return known
  if (known.resetAt > now) return withinReach(known, now)
  if (known.limit === undefined) return undefined
  return { ...known, remaining: known.limit, resetAt: now + known.length }
}

/** A window's end is further away than the window is long: the clock was set back. */
function withinReach(budget: Budget, now: Seconds): Budget {
  return { ...budget, resetAt: Math.min(budget.resetAt, now + budget.length) }
}

export function isBudget(known: Knowledge): known is Budget {
  return typeof known === 'object'
}

/** What is known after a request has ended. */
export function learnt(known: Knowledge, lesson: Lesson, now: Seconds): Knowledge {
  const before = knownAt(known, now)
  const { status, told, retryAfter, overlaps, unseen } = lesson
  if (status === 429 || (status === 503 && retryAfter !== undefined)) {
    return refused(before, lesson, now)
  }
  if (told === undefined) return withoutWord(before, lesson)
  const left = { ...told, remaining: Math.max(0, told.remaining - unseen) }
  if (!isBudget(known)) return budgetOf(left, undefined, now)
  const former = withinReach(known, now)
  const budget = budgetOf(left, former, now)
  return overlaps && former.resetAt > now ? merged(former, budget) : budget
}

/** RFC 6585 §4, RFC 9110 §15.6.4: nothing is left until the origin wants to be asked again. */
function refused(before: Knowledge, { told, retryAfter, overlaps }: Lesson, now: Seconds): Budget {
  const wait = atMostAnHour(Math.max(1, retryAfter ?? told?.resetIn ?? REFUSAL))
  const { limit, remaining, resetAt, length } = orNothing(before)
  return {
    limit: told?.limit ?? limit,
    remaining: 0,
    resetAt: Math.max(overlaps && remaining === 0 ? resetAt : 0, now + wait),
    length: Math.max(length, wait),
  }
}

function withoutWord(before: Knowledge, { status, costs }: Lesson): Knowledge {
  if (isBudget(before)) {
    return costs ? { ...before, remaining: Math.max(0, before.remaining - 1) } : before
  }
  // A gateway's error does not tell what the origin behind it tells.
  return before ?? (status > 0 && status < 500 ? 'unlimited' : undefined)
}

function budgetOf(told: RateLimit, former: Budget | undefined, now: Seconds): Budget {
  const resetIn = atMostAnHour(told.resetIn)
  const resetAt = now + resetIn
  // In one window each answer tells of less; the first one of the next tells how long it is.
  const isSame = former && Math.abs(former.resetAt - resetAt) <= TOLERANCE
  return {
    limit: told.limit ?? former?.limit,
    remaining: told.remaining,
    resetAt,
    length: Math.max(resetIn, atMostAnHour(told.window ?? (isSame ? former.length : 0))),
  }
}

/** Of answers that overlapped, in a window that lasts the one that leaves less is the younger. */
function merged(former: Budget, budget: Budget): Budget {
  const length = Math.max(former.length, budget.length)
  const tolerance = Math.min(TOLERANCE, length / 4)
  if (budget.resetAt - length >= former.resetAt - tolerance) return budget
  return {
    ...budget,
    length,
    remaining: Math.min(former.remaining, budget.remaining),
    // Where nothing is left a refusal may have asked for more time than the window has.
    resetAt: former.remaining === 0 ? former.resetAt : Math.min(former.resetAt, budget.resetAt),
  }
}

/**
 * What is known after another tab has told what it knows. Whoever posts can only take away: what is
 * more than is known here changes nothing, and nothing lasts longer than an hour.
 */
export function heard(known: Knowledge, told: Omit<Budget, 'length'>, now: Seconds): Knowledge {
  const { limit, remaining, length } = orNothing(knownAt(known, now))
  const wait = atMostAnHour(told.resetAt - now)
  if (wait <= 0 || told.remaining >= remaining) return known
  return {
    limit: limit ?? told.limit,
    remaining: told.remaining,
    resetAt: now + wait,
    length: Math.max(length, wait),
  }
}

function orNothing(known: Knowledge): Budget {
  return isBudget(known) ? known : { limit: undefined, remaining: Infinity, resetAt: 0, length: 0 }
}

function atMostAnHour(seconds: Seconds): Seconds {
  return Math.min(seconds, LONGEST_WINDOW)
}
