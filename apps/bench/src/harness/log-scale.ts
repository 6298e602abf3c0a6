/** Where a ratio lies in a chart. */
export interface Scale {
  at(ratio: number): number
  /** Round ratios within the chart, 1 among them. */
  readonly ticks: readonly number[]
}

/** A log scale on which all these ratios have room, and 1. */
export function createScale(
  ratios: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
): Scale {
  const lowest = Math.log10(Math.min(1, ...ratios))
  // Ratios that are all alike are not spread over the whole width.
  const highest = Math.max(Math.log10(Math.max(1, ...ratios)), lowest + Math.log10(2))
  const step = (to - from) / (highest - lowest)
  return {
    at: (ratio) => from + (Math.log10(ratio) - lowest) * step,
    ticks: ticksBetween(lowest, highest),
  }
}

function ticksBetween(lowest: number, highest: number): readonly number[] {
  const steps = highest - lowest > 1.5 ? [1] : [1, 2, 5]
  const ticks: number[] = []
  for (let decade = Math.floor(lowest); decade <= highest; decade++) {
    for (const step of steps) ticks.push(Number(`${step}e${decade}`))
  }
  const isWithin = (tick: number): boolean =>
    Math.log10(tick) >= lowest - 1e-9 && Math.log10(tick) <= highest + 1e-9
  return ticks.filter(isWithin)
}
