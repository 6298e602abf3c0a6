import { quartilesOf } from './statistics.ts'
import { percent } from './target.ts'

/** What was measured with so many responses stored. */
export interface Step {
  readonly stored: number
  readonly time: number
}

/**
 * How much longer it takes with ten times as many stored, as a share: 0.05 is 5 %. By least squares
 * of log(time) on log10(stored). @throws RangeError unless there are two sizes, and every time is positive
 */
export function growthPerDecade(steps: readonly Step[]): number {
  if (!steps.every(({ stored, time }) => stored > 0 && time > 0 && Number.isFinite(time))) {
    throw new RangeError('Growth needs positive sizes and times')
  }
  const points = steps.map(({ stored, time }) => ({ x: Math.log10(stored), y: Math.log(time) }))
  const x = meanOf(points.map((point) => point.x))
  const y = meanOf(points.map((point) => point.y))
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
  if (!(spread > 0)) throw new RangeError('Growth needs two sizes')
  const slope = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread
  return Math.exp(slope) - 1
}

/**
 * The error of a median of n normal samples is 1.253 σ/√n, and σ half the width of the middle half,
 * divided by 0.6745.
 */
const ERROR = 1.86

/** Samples of what was measured with so many stored, one for each round. */
export interface SampledStep {
  readonly stored: number
  readonly samples: readonly number[]
}

/**
 * The growth for each decade, fitted to each round by itself, so that a slow round slows all sizes
 * alike: the median of the rounds, and its standard error, for noise that is normal.
 */
export function growthOf(steps: readonly SampledStep[]): {
  readonly median: number
  readonly error: number
} {
  const rounds = steps[0]?.samples.length ?? 0
  const growths = Array.from({ length: rounds }, (_, round) =>
    growthPerDecade(
      steps.map(({ stored, samples }) => ({ stored, time: samples[round] ?? Number.NaN })),
    ),
  )
  const { q1, median, q3 } = quartilesOf(growths)
  return { median, error: (ERROR * (q3 - q1)) / 2 / Math.sqrt(rounds) }
}

/** Such as `4.0 % (± 0.3 %)`. */
export function withError(error: number): (growth: number) => string {
  return (growth) => `${percent(growth)} (± ${percent(error)})`
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
