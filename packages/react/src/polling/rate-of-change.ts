/**
 * Intervals for which an observation counts: the older it is, the less. A query that nobody has
 * watched yet is as one that was watched so long. By simulation: of shorter memories the interval is
 * too restless for a steady rate, and longer ones are slow to see that it has become another.
 */
const MEMORY = 60

/**
 * Changes seen in an interval, where one of ten intervals has a change and two are waited for:
 * (1 - 0.9²) / 2. Changes that fall together are seen as one.
 */
const TYPICAL = 0.095

/** How often the data was seen to change, and in how much time. Both fade. */
export interface RateOfChange {
  readonly changes: number
  /** Milliseconds. */
  readonly watched: number
}

/** What is assumed of data that nobody has watched yet: a change in one of ten intervals. */
export function typicalRate(interval: number): RateOfChange {
  return { changes: TYPICAL * MEMORY, watched: MEMORY * interval }
}

/** Milliseconds. */
export interface Bounds {
  readonly interval: number
  readonly longest: number
}

/** An answer, and what it says about the time since the one before. */
export interface Observation {
  readonly isChanged: boolean
  /** Milliseconds. */
  readonly elapsed: number
}

/** Nobody was there for what is longer than `longest`: it fades the past, and counts as that. */
export function observe(
  rate: RateOfChange,
  { isChanged, elapsed }: Observation,
  { interval, longest }: Bounds,
): RateOfChange {
  const kept = Math.exp(-elapsed / (MEMORY * interval))
  return {
    changes: rate.changes * kept + (isChanged ? 1 : 0),
    watched: rate.watched * kept + Math.min(elapsed, longest),
  }
}

/**
 * Milliseconds from an answer to the next question. Requests cost as much as `1 / period`, and a
 * change waits for half a period: the sum is least where the period is as the inverse of the root of
 * the rate. At the typical rate it is twice that of somebody who asks every `interval`, whose period
 * is longer than that by the time which an answer takes.
 */
export function intervalFor(
  { changes, watched }: RateOfChange,
  interval: number,
  roundTrip: number,
): number {
  const times = 2 * Math.sqrt((TYPICAL * watched) / (changes * interval))
  return times * (interval + roundTrip) - roundTrip
}
