import { scaleLinear, scaleTime } from 'd3-scale'
import { area, curveMonotoneX, line } from 'd3-shape'

/** The price of a token at an instant. */
export interface PricePoint {
  /** Ms since the epoch. */
  readonly at: number
  /** Lamports (1e-9 SOL) a token. */
  readonly price: number
}

/** The same with its place, in px from the top left. */
export interface PlacedPoint extends PricePoint {
  readonly x: number
  readonly y: number
}

export interface Tick {
  readonly place: number
  readonly label: string
}

/** Everything that is drawn; px. */
export interface ChartGeometry {
  readonly points: readonly PlacedPoint[]
  readonly line: string
  readonly area: string
  /** The lowest and the highest point; absent when all are equal. */
  readonly low: PlacedPoint | undefined
  readonly high: PlacedPoint | undefined
  readonly times: readonly Tick[]
  readonly prices: readonly Tick[]
  /** The drawing area within the margins. */
  readonly plot: { readonly left: number; readonly right: number; readonly bottom: number }
}

export interface ChartSize {
  readonly width: number
  readonly height: number
}

/** Room for the labels of the time axis, and above for that of the highest point. */
const MARGIN = { top: 26, bottom: 24, left: 8 } as const

/** Between the chart and the labels of the prices, and for each of their characters. */
const LABEL = { gap: 8, character: 7 } as const

/** Below the lowest price, for its label. */
const LOW_ROOM = 20

const PX_PER_TIME = 110
const PX_PER_PRICE = 48

/** Where everything of a chart goes. `undefined` when there is nothing to draw, or no room. */
export function chartGeometry(
  prices: readonly PricePoint[],
  { width, height }: ChartSize,
): ChartGeometry | undefined {
  const [first] = prices
  const last = prices.at(-1)
  const bottom = height - MARGIN.bottom
  if (first === undefined || last === undefined) return undefined
  if (bottom - LOW_ROOM <= MARGIN.top) return undefined

  const y = scaleLinear(rangeOf(prices), [bottom - LOW_ROOM, MARGIN.top])
  const priceTicks = ticksOf(y, (bottom - MARGIN.top) / PX_PER_PRICE)
  const longest = Math.max(...priceTicks.map(({ label }) => label.length))
  const right = width - 2 * LABEL.gap - LABEL.character * longest
  const plot = { left: MARGIN.left, right, bottom }
  if (right <= plot.left) return undefined

  const x = scaleTime([first.at, last.at], [plot.left, plot.right])
  const points = prices.map((point) => ({
    ...point,
    // A single point has no line to be on: it stands at the right, where now is.
    x: first.at === last.at ? plot.right : x(point.at),
    y: y(point.price),
  }))
  const drawn = points.length === 1 ? points.flatMap((p) => [{ ...p, x: plot.left }, p]) : points
  return {
    points,
    plot,
    line: lineThrough(drawn),
    area: areaBelow(drawn, plot.bottom),
    ...extremesOf(points),
    times: withDay(ticksOf(x, (plot.right - plot.left) / PX_PER_TIME, timeLabel), (place) =>
      x.invert(place),
    ),
    prices: priceTicks,
  }
}

/** The point that is nearest to a place on the time axis. @throws RangeError without points */
export function nearestIndex(points: readonly { readonly x: number }[], x: number): number {
  const next = points.findIndex((point) => point.x >= x)
  if (points.length === 0) throw new RangeError('There is no point to be near to')
  if (next <= 0) return next === 0 ? 0 : points.length - 1
  const toNext = (points[next]?.x ?? 0) - x
  const toFormer = x - (points[next - 1]?.x ?? 0)
  return toFormer < toNext ? next - 1 : next
}

/** How a label of about so many px stands to its place: within the chart. */
export function anchorAt(
  place: number,
  { left, right }: Pick<ChartGeometry['plot'], 'left' | 'right'>,
  length: number,
): 'start' | 'middle' | 'end' {
  if (place < left + length / 2) return 'start'
  return place > right - length / 2 ? 'end' : 'middle'
}

/** A price that never moved gets some room around it: its line belongs in the middle. */
function rangeOf(prices: readonly PricePoint[]): [number, number] {
  const values = prices.map(({ price }) => price)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const room = low === high ? Math.max(Math.abs(low) * 0.01, Number.MIN_VALUE) : 0
  return [low - room, high + room]
}

function extremesOf(points: readonly PlacedPoint[]): Pick<ChartGeometry, 'low' | 'high'> {
  const low = points.reduce((least, point) => (point.price < least.price ? point : least))
  const high = points.reduce((most, point) => (point.price > most.price ? point : most))
  return low.price === high.price ? { low: undefined, high: undefined } : { low, high }
}

function lineThrough(points: readonly PlacedPoint[]): string {
  const draw = line<PlacedPoint>(
    (p) => p.x,
    (p) => p.y,
  )
    .curve(curveMonotoneX)
    .digits(1)
  return draw(points) ?? ''
}

function areaBelow(points: readonly PlacedPoint[], bottom: number): string {
  const draw = area<PlacedPoint>(
    (p) => p.x,
    bottom,
    (p) => p.y,
  )
    .curve(curveMonotoneX)
    .digits(1)
  return draw(points) ?? ''
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** A day where one begins, else the time of the day; where the reader is. */
function timeLabel(instant: Date): string {
  const isMidnight = instant.getHours() === 0 && instant.getMinutes() === 0
  return (isMidnight ? day : hour).format(instant)
}

/** The first label tells its day, unless it is one. Most coins were traded last on another day. */
function withDay([first, ...rest]: readonly Tick[], dayAt: (place: number) => Date): Tick[] {
  if (first === undefined) return []
  const name = day.format(dayAt(first.place))
  return [{ ...first, label: first.label === name ? name : `${name}, ${first.label}` }, ...rest]
}

interface Scale<Value> {
  (value: Value): number
  ticks(count: number): Value[]
  tickFormat(count: number): (value: Value) => string
}

function ticksOf<Value>(
  scale: Scale<Value>,
  wanted: number,
  label?: (value: Value) => string,
): readonly Tick[] {
  const count = Math.max(2, Math.floor(wanted))
  const format = label ?? scale.tickFormat(count)
  const ticks = scale.ticks(count).map((value) => ({ place: scale(value), label: format(value) }))
  // Within a minute many instants are called alike: the first of them is the one that is meant.
  return ticks.filter(({ label: told }, index) => told !== ticks[index - 1]?.label)
}
