import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { formatPrice } from '../format/amounts.ts'
import { formatInstant } from '../format/times.ts'
import { crosshairStep } from './crosshair-step.ts'
import { type ChartGeometry, nearestIndex, type PlacedPoint } from './price-chart-geometry.ts'

/**
 * Marks one point of the chart, and says it: the nearest to the pointer, or by keyboard like a
 * slider, whose value screen readers tell by themselves.
 */
export function PriceCrosshair({
  geometry: { points, plot },
}: {
  readonly geometry: ChartGeometry
}) {
  const [marked, setMarked] = useState<number>()
  const index = marked === undefined ? undefined : Math.min(marked, points.length - 1)
  const point = index === undefined ? undefined : points[index]
  const spoken = point ?? points.at(-1)

  function follow(event: PointerEvent<HTMLElement>): void {
    const { left } = event.currentTarget.getBoundingClientRect()
    setMarked(nearestIndex(points, event.clientX - left))
  }

  function step(event: KeyboardEvent): void {
    const next = event.key === 'Escape' ? undefined : crosshairStep(event.key, index, points.length)
    if (next === undefined && event.key !== 'Escape') return
    event.preventDefault()
    setMarked(next)
  }

  return (
    <div
      className="chart-crosshair"
      role="slider"
      tabIndex={0}
      aria-label="Price at"
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={points.length}
      aria-valuenow={(index ?? points.length - 1) + 1}
      aria-valuetext={spoken && sayPoint(spoken)}
      onPointerMove={follow}
      onPointerDown={follow}
      onPointerLeave={() => setMarked(undefined)}
      onKeyDown={step}
      onBlur={() => setMarked(undefined)}
    >
      {point && <Mark point={point} plot={plot} />}
    </div>
  )
}

function sayPoint({ at, price }: PlacedPoint): string {
  return `${formatInstant(at)}: ${formatPrice(price)} lamports`
}

interface MarkProps {
  readonly point: PlacedPoint
  readonly plot: ChartGeometry['plot']
}

function Mark({ point: { x, y, at, price }, plot }: MarkProps) {
  const share = (x - plot.left) / (plot.right - plot.left)
  return (
    <>
      <svg className="chart-drawing" aria-hidden="true">
        <line className="chart-mark" x1={x} x2={x} y1={0} y2={plot.bottom} />
        <circle className="chart-mark" cx={x} cy={y} r={4.5} />
      </svg>
      {/* Beside the line, ever less to its right the further right it is. */}
      <span
        className="chart-readout"
        style={{ insetInlineStart: x, translate: `${-100 * share}% 0` }}
        aria-hidden="true"
      >
        <span>{formatInstant(at)}</span> <strong>{formatPrice(price)}</strong>
      </span>
    </>
  )
}
