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

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
