import type { RequestRow } from '../recording/request-row.ts'
import { durationOf } from './row-words.ts'

export type SpanPhase = RequestRow['spans'][number]['phase']

/** A phase as a piece of a bar: both in parts of the whole, from 0 to 1. */
export interface BarSpan {
  /** Its place among them. */
  readonly at: number
  readonly phase: SpanPhase
  readonly from: number
  readonly width: number
  readonly began: number
  readonly duration: number
}

export interface Bar {
  /** Seconds that the whole bar stands for: what goes on after the answer is in it. */
  readonly total: number
  /** Seconds in which no phase went on; 0 while it is under way: a phase is told when it ends. */
  readonly waited: number
  readonly spans: readonly BarSpan[]
}

/** The phases of a request on a line of their own. */
export function barOf(row: RequestRow, now: number): Bar {
  const ends = row.spans.map(({ began, duration }) => began + duration)
  const total = Math.max(durationOf(row, now), ...ends)
  const part = (seconds: number): number => (total > 0 ? seconds / total : 0)
  // They are told as they end: what goes on inside another one before that.
  const inOrder = row.spans.toSorted(
    (one, other) => one.began - other.began || other.duration - one.duration,
  )
  const spans = inOrder.map(({ phase, began, duration }, at) => ({
    at,
    phase,
    began,
    duration,
    from: part(began),
    width: part(duration),
  }))
  const waited = row.end === undefined ? 0 : Math.max(0, total - coveredBy(inOrder))
  return { total, waited, spans }
}

/** @param inOrder by their beginnings */
function coveredBy(inOrder: RequestRow['spans']): number {
  let covered = 0
  let until = 0
  for (const { began, duration } of inOrder) {
    covered += Math.max(0, began + duration - Math.max(began, until))
    until = Math.max(until, began + duration)
  }
  return covered
}

const LEAST = 1e-3
const MOST = 10

/** How long the bar of a duration is beside others, from 0 to 1: a logarithmic scale, 1 ms to 10 s. */
export function lengthOf(duration: number): number {
  const within = Math.min(Math.max(duration, LEAST), MOST)
  return 0.08 + 0.92 * (Math.log(within / LEAST) / Math.log(MOST / LEAST))
}
