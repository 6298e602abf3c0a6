import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { formatBytes } from '../format/bytes.ts'
import { type BytesSoFar, roundsText, type Side } from './figures.ts'

/** A line of the chart, and where it ends. */
export interface BytesLine {
  readonly path: string
  readonly end: { readonly x: number; readonly y: number }
}

/** Everything that is drawn; px from the top left. */
export interface BytesChart {
  readonly lines: Readonly<Record<Side, BytesLine>>
  readonly amounts: readonly { readonly place: number; readonly label: string }[]
  /** The drawing area within the margins. */
  readonly plot: { readonly left: number; readonly right: number; readonly bottom: number }
}

interface ChartSize {
  readonly width: number
  readonly height: number
}

const MARGIN = { top: 10, bottom: 22, left: 2, right: 74 } as const

const PX_PER_AMOUNT = 52

/** Where the bytes of each round go. `undefined` when there is nothing to draw, or no room. */
export function bytesChart(
  rounds: readonly BytesSoFar[],
  { width, height }: ChartSize,
): BytesChart | undefined {
  const plot = { left: MARGIN.left, right: width - MARGIN.right, bottom: height - MARGIN.bottom }
  if (rounds.length === 0 || plot.right <= plot.left || plot.bottom <= MARGIN.top) return undefined
  const most = Math.max(1, ...rounds.flatMap((soFar) => [soFar.without, soFar.with]))
  const x = scaleLinear([0, rounds.length], [plot.left, plot.right])
  const y = scaleLinear([0, most], [plot.bottom, MARGIN.top])

  function lineOf(side: Side): BytesLine {
    // Each line begins at nothing.
    const points = [0, ...rounds.map((soFar) => soFar[side])].map(
      (bytes, index): [number, number] => [x(index), y(bytes)],
    )
    const [endX, endY] = points.at(-1) ?? [plot.left, plot.bottom]
    return { path: line().digits(1)(points) ?? '', end: { x: endX, y: endY } }
  }

  return {
    plot,
    lines: { without: lineOf('without'), with: lineOf('with') },
    amounts: y
      .ticks(Math.max(2, Math.floor((plot.bottom - MARGIN.top) / PX_PER_AMOUNT)))
      .map((bytes) => ({ place: y(bytes), label: formatBytes(bytes) })),
  }
}

/** The same as a sentence. */
export function describeBytes(rounds: readonly BytesSoFar[]): string {
  const last = rounds.at(-1)
  if (last === undefined) return 'No bytes yet.'
  const [without, withIt] = [formatBytes(last.without), formatBytes(last.with)]
  return `Bytes over the network after ${roundsText(rounds)}: ${without} without etagged, ${withIt} with etagged.`
}
