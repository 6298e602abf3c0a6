import type { QueryState } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { learn, type Lesson } from './lesson.ts'

const bounds = { interval: 5000, longest: 60_000 }
const first = { version: 1 }
const second = { version: 2 }

const pending: QueryState = {
  data: undefined,
  dataUpdateCount: 0,
  dataUpdatedAt: 0,
  error: null,
  errorUpdateCount: 0,
  errorUpdatedAt: 0,
  fetchFailureCount: 0,
  fetchFailureReason: null,
  fetchMeta: null,
  isInvalidated: false,
  status: 'pending',
  fetchStatus: 'idle',
}

const answered = (data: unknown, dataUpdatedAt: number): QueryState => ({
  ...pending,
  data,
  dataUpdatedAt,
  status: 'success',
})

const asking = (state: QueryState): QueryState => ({ ...state, fetchStatus: 'fetching' })

/** Each state at its instant, in ms. */
function shown(...states: readonly (readonly [at: number, state: QueryState])[]): Lesson {
  let lesson: Lesson | undefined
  for (const [at, state] of states) lesson = learn(lesson, state, bounds, at)
  if (lesson === undefined) throw new Error('Nothing was shown')
  return lesson
}

const before = [
  [1000, asking(pending)],
  [1300, answered(first, 1300)],
  [11_300, asking(answered(first, 1300))],
] as const

describe('A query', () => {
  it('whose answer is the same object has not changed in the time between', () => {
    const { rate, roundTrip } = shown(...before, [11_600, answered(first, 11_600)])
    const nothing = shown(...before.slice(0, 2)).rate
    expect(rate.changes).toBeLessThan(nothing.changes)
    expect(rate.watched).toBeGreaterThan(nothing.watched)
    expect(roundTrip).toBe(300)
  })

  it('whose answer is another object has', () => {
    const same = shown(...before, [11_600, answered(first, 11_600)])
    const other = shown(...before, [11_600, answered(second, 11_600)])
    expect(other.rate.changes).toBeCloseTo(same.rate.changes + 1)
    expect(other.rate.watched).toBe(same.rate.watched)
  })

  it('that the app edits has not: its next answer is compared with the last', () => {
    const edited = answered(second, 5000)
    const { rate } = shown(
      ...before.slice(0, 2),
      [5000, edited],
      [11_300, asking(edited)],
      [11_600, answered(first, 11_600)],
    )
    expect(rate).toEqual(shown(...before, [11_600, answered(first, 11_600)]).rate)
  })

  it('whose request was interrupted has taught nothing by it', () => {
    const { rate } = shown(...before, [11_400, answered(first, 1300)])
    expect(rate).toEqual(shown(...before).rate)
  })

  it('that had data before it was polled compares its next answer with that', () => {
    const had = answered(first, 500)
    const of = (next: unknown): number =>
      shown([1000, asking(had)], [1300, answered(next, 1300)]).rate.changes
    expect(of(second)).toBeCloseTo(of(first) + 1)
  })

  it('counts its failures until the next answer, not those of before', () => {
    const failed = (errorUpdateCount: number): QueryState => ({
      ...answered(first, 1300),
      status: 'error',
      errorUpdateCount,
    })
    const twice = shown([1000, failed(7)], [2000, asking(failed(7))], [2100, failed(8)])
    expect(twice.failures).toBe(1)
    const again = learn(learn(twice, asking(failed(8)), bounds, 3000), failed(9), bounds, 3100)
    expect(again.failures).toBe(2)
    const good = { ...answered(first, 4000), errorUpdateCount: 9 }
    const settled = learn(learn(again, asking(failed(9)), bounds, 3900), good, bounds, 4000)
    expect(settled.failures).toBe(0)
  })

  it('that was offline in the middle of a request does not seem slow for ever', () => {
    const paused: QueryState = { ...answered(first, 1300), fetchStatus: 'paused' }
    const { roundTrip } = shown(...before, [12_000, paused], [900_000, answered(first, 900_000)])
    expect(roundTrip).toBe(5000)
  })

  it('is remembered without its data', () => {
    const lesson = shown(...before, [11_600, answered(first, 11_600)])
    const kept = Object.values(lesson).filter((value) => !(value instanceof WeakRef))
    expect(JSON.stringify(kept)).not.toContain('version')
  })
})
