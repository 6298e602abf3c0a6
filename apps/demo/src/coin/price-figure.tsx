import { useId, useMemo } from 'react'
import { formatPrice } from '../format/amounts.ts'
import { describePrices } from './describe-prices.ts'
import { PriceCrosshair } from './price-crosshair.tsx'
import {
  anchorAt,
  type ChartGeometry,
  chartGeometry,
  type PlacedPoint,
  type PricePoint,
} from './price-chart-geometry.ts'
import { useSize } from './use-size.ts'

/** Prices as a line; as a sentence; and one by one, by pointer and by keyboard. */
export function PriceFigure({ prices }: { readonly prices: readonly PricePoint[] }) {
  const [ref, size] = useSize()
  const geometry = useMemo(() => chartGeometry(prices, size), [prices, size])
  const captionId = useId()
  return (
    <figure className="chart-area" ref={ref} aria-labelledby={captionId}>
      {geometry && (
        <>
          <Drawing geometry={geometry} />
          <PriceCrosshair geometry={geometry} />
        </>
      )}
      <figcaption id={captionId} className="visually-hidden">
        {describePrices(prices, formatPrice)}
      </figcaption>
    </figure>
  )
}

/** What the figure's caption says, for the eye. */
function Drawing({ geometry }: { readonly geometry: ChartGeometry }) {
  const { plot, prices, times, line, area, low, high, points } = geometry
  const fade = useId()
  const last = points.at(-1)
  return (
    <svg className="chart-drawing" aria-hidden="true">
      <linearGradient id={fade} x1="0" x2="0" y1="0" y2="1">
        <stop offset="0" className="chart-fade-top" />
        <stop offset="1" className="chart-fade-end" />
      </linearGradient>
      {prices.map(({ place, label }) => (
        <g key={label} className="chart-price">
          <line x1={plot.left} x2={plot.right} y1={place} y2={place} />
          <text x={plot.right + 8} y={place} dy="0.32em">
            {label}
          </text>
        </g>
      ))}
      {times.map(({ place, label }) => (
        <text
          key={place}
          className="chart-time"
          x={place}
          y={plot.bottom + 18}
          // On the right there is room: the prices' labels are there.
          textAnchor={anchorAt(place, { left: plot.left, right: Infinity }, 7 * label.length)}
        >
          {label}
        </text>
      ))}
      <path className="chart-fill" d={area} fill={`url(#${fade})`} />
      <path className="chart-line" d={line} />
      {last && <circle className="chart-last" cx={last.x} cy={last.y} r={3.5} />}
      {high && <Extreme point={high} plot={plot} dy={-9} />}
      {low && <Extreme point={low} plot={plot} dy={17} />}
    </svg>
  )
}

interface ExtremeProps {
  readonly point: PlacedPoint
  readonly plot: ChartGeometry['plot']
  readonly dy: number
}

/** Its label begins or ends at the point where it would leave the chart. */
function Extreme({ point: { x, y, price }, plot, dy }: ExtremeProps) {
  return (
    <g className="chart-extreme">
      <circle cx={x} cy={y} r={2.5} />
      <text x={x} y={y + dy} textAnchor={anchorAt(x, plot, 80)}>
        {formatPrice(price)}
      </text>
    </g>
  )
}
