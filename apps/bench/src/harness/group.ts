import type { Measured } from './candidate.ts'
import type { Effort } from './effort.ts'
import { assertDone } from './refusal.ts'
import { type Quartiles, quartilesOf, ratiosOf } from './statistics.ts'

/** Candidates that did the same work in one run. */
export interface Group {
  /** What they worked on, such as `coin`. */
  readonly subject: string
  readonly unit: 'ms' | 'bytes'
  readonly measured: readonly Measured[]
}

/** What a row promises, and whether its figures keep it. */
export interface Target {
  /** By which the report orders them, such as `T3`. */
  readonly id: string
  /** Such as `A fresh hit as data: at most 2 µs`. */
  readonly promise: string
  /** What was measured, such as `1.4 µs`. */
  readonly found: string
  readonly isMet: boolean
  /** For one that is not met: the measured reason, and where the limit lies. */
  readonly because?: string
}

export interface Outcome {
  readonly groups: readonly Group[]
  readonly targets: readonly Target[]
  /** Where it ran, if not in Node; such as `Chromium 156`. */
  readonly browser?: string
}

/** A benchmark: a file in `rows/`. */
export interface Row {
  readonly name: string
  readonly title: string
  /** What is measured, beside what, and what is checked. */
  readonly about: string
  /** @throws Refusal when the work was not done as claimed */
  run(effort: Effort): Promise<Outcome>
}

/** A line of a table. */
export interface Figure extends Measured {
  readonly spent: Quartiles
  /** Of the limit of the same round. */
  readonly ratio: Quartiles
}

/** Sets every candidate beside the limit. @throws Refusal unless there is exactly one limit */
export function figuresOf({ subject, measured }: Group): readonly Figure[] {
  const [limit, another] = measured.filter(({ role }) => role === 'limit')
  assertDone(
    limit !== undefined && another === undefined,
    `${subject} needs one limit to be a ratio of`,
  )
  return measured.map((one) => ({
    ...one,
    spent: quartilesOf(one.samples),
    ratio: ratiosOf(one.samples, limit.samples),
  }))
}
