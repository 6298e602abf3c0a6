/** The middle of the samples and the middles of their halves; same unit as the samples. */
export interface Quartiles {
  readonly q1: number
  readonly median: number
  readonly q3: number
}

/** Quartiles by linear interpolation. @throws RangeError without samples, or with one that is no number */
export function quartilesOf(samples: readonly number[]): Quartiles {
  if (samples.length === 0 || !samples.every(Number.isFinite)) {
    throw new RangeError('Quartiles need at least one sample, and every sample a finite number')
  }
  const sorted = samples.toSorted((one, other) => one - other)
  return { q1: at(sorted, 0.25), median: at(sorted, 0.5), q3: at(sorted, 0.75) }
}

/** Is the middle half wider than a quarter of the median? Then the run should be repeated. */
export function isNoisy({ q1, median, q3 }: Quartiles): boolean {
  return q3 - q1 > median / 4
}

/**
 * Quartiles of sample ÷ limit, round by round: what slows a whole round down slows both, and goes
 * out of the ratio. @throws RangeError unless there are as many samples as limits
 */
export function ratiosOf(samples: readonly number[], limits: readonly number[]): Quartiles {
  if (samples.length !== limits.length) {
    throw new RangeError(`${samples.length} samples cannot be paired with ${limits.length} limits`)
  }
  return quartilesOf(samples.map((sample, round) => sample / (limits[round] ?? Number.NaN)))
}

function at(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place % 1)
}
