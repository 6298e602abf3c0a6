import type { Durations } from './durations.ts'

/** Where a run of several rows is. */
export interface Place {
  readonly effort: string
  /** All rows of the run, by name. */
  readonly rows: readonly string[]
  /** Which of them runs. */
  readonly index: number
  /** Since it began, ms. */
  readonly elapsed: number
}

/** Such as `[3 of 14] cold-start: 12 s of about 40 s; in all about 95 s to go`. */
export function formatProgress(
  { effort, rows, index, elapsed }: Place,
  durations: Pick<Durations, 'of'>,
): string {
  const name = rows[index] ?? ''
  const expected = durations.of(effort, name)
  const head = `[${index + 1} of ${rows.length}] ${name}: ${seconds(elapsed)}`
  if (expected === undefined) return head
  const rest = rows.slice(index + 1).map((row) => durations.of(effort, row))
  const told = `${head} of about ${seconds(expected)}`
  if (rest.includes(undefined)) return told
  const left = rest.reduce<number>((sum, one) => sum + (one ?? 0), Math.max(0, expected - elapsed))
  return `${told}; in all about ${seconds(left)} to go`
}

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`
