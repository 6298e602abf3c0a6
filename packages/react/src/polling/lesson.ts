import type { QueryState } from '@tanstack/react-query'
import { type Bounds, observe, type RateOfChange, typicalRate } from './rate-of-change.ts'

/** What a query's states have taught so far. Keeps no data in memory: its user may sign out. */
export interface Lesson {
  /** The state that was looked at last. */
  readonly state: WeakRef<QueryState>
  readonly rate: RateOfChange
  /** Milliseconds that the last answer took. */
  readonly roundTrip: number
  /** Failures since the last answer. */
  readonly failures: number
  /** How often the query has failed in all. */
  readonly errors: number
  /** The instant at which the request under way began; 0: there is none. */
  readonly askedAt: number
  /** The data after the last answer: an object is held weakly, and one that is gone is not the next. */
  readonly data: unknown
  /** The instant of the last answer; 0: there was none. */
  readonly answeredAt: number
}

/**
 * Looks at a query's state: each is to be shown once, in their order. Data that came otherwise than
 * as an answer, such as an optimistic edit, teaches nothing: the next answer is compared with the last.
 */
export function learn(
  former: Lesson | undefined,
  state: QueryState,
  bounds: Bounds,
  now: number,
): Lesson {
  const { fetchStatus, errorUpdateCount: errors, dataUpdatedAt: answeredAt } = state
  const before = former ?? firstLesson(state, bounds)
  const lesson = { ...before, state: new WeakRef(state), errors }
  if (fetchStatus !== 'idle') return { ...lesson, askedAt: before.askedAt || now }
  lesson.askedAt = 0
  if (errors > before.errors) return { ...lesson, failures: before.failures + 1 }
  // An interrupted request leaves all as it was.
  if (before.askedAt === 0 || answeredAt <= before.answeredAt) return lesson
  return {
    ...lesson,
    failures: 0,
    // What was interrupted and went on says nothing of the next.
    roundTrip: Math.min(now - before.askedAt, bounds.interval),
    rate: before.answeredAt === 0 ? before.rate : rateAfter(before, state, bounds),
    data: heldWeakly(state.data),
    answeredAt,
  }
}

function firstLesson(state: QueryState, { interval }: Bounds): Lesson {
  return {
    state: new WeakRef(state),
    rate: typicalRate(interval),
    roundTrip: 0,
    failures: 0,
    errors: state.errorUpdateCount,
    askedAt: 0,
    data: heldWeakly(state.data),
    answeredAt: state.dataUpdatedAt,
  }
}

function heldWeakly(data: unknown): unknown {
  return typeof data === 'object' && data !== null ? new WeakRef(data) : data
}

function rateAfter(
  { rate, data, answeredAt }: Lesson,
  state: QueryState,
  bounds: Bounds,
): RateOfChange {
  const former: unknown = data instanceof WeakRef ? data.deref() : data
  const elapsed = state.dataUpdatedAt - answeredAt
  return observe(rate, { isChanged: state.data !== former, elapsed }, bounds)
}
