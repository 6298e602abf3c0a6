import { useId, useMemo } from 'react'
import { useSize } from '../coin/use-size.ts'
import { bytesChart, type BytesChart, describeBytes } from './bytes-chart-geometry.ts'
import { type BytesSoFar, SIDES } from './figures.ts'

/** How the bytes of both sides add up, as two lines and as a sentence. */
export function BytesFigure({ rounds }: { readonly rounds: readonly BytesSoFar[] }) {
  const [ref, size] = useSize()
  const chart = useMemo(() => bytesChart(rounds, size), [rounds, size])
  const captionId = useId()
  return (
    <section className="panel bytes" aria-labelledby="bytes-title">
      <header className="section-head">
        <h2 id="bytes-title">Bytes, round by round</h2>
        <ul className="bytes-legend" aria-hidden="true">
          {SIDES.map((side) => (
            <li key={side} data-side={side}>
              {side} etagged
            </li>
          ))}
        </ul>
      </header>
      <figure className="bytes-area" ref={ref} aria-labelledby={captionId}>
        {chart && <Drawing chart={chart} />}
        <figcaption id={captionId} className="visually-hidden">
          {describeBytes(rounds)}
        </figcaption>
      </figure>
    </section>
  )
}

/** What the figure's caption says, for the eye. */
function Drawing({ chart: { plot, lines, amounts } }: { readonly chart: BytesChart }) {
  return (
    <svg className="bytes-drawing" aria-hidden="true">
      {amounts.map(({ place, label }) => (
        <g key={label}>
          <line x1={plot.left} x2={plot.right} y1={place} y2={place} />
          <text x={plot.right + 10} y={place} dy="0.32em">
            {label}
          </text>
        </g>
      ))}
      <text x={plot.left} y={plot.bottom + 17}>
        start
      </text>
      <text x={plot.right} y={plot.bottom + 17} textAnchor="end">
        now
      </text>
      {SIDES.map((side) => (
        <g key={side} data-side={side}>
          <path d={lines[side].path} />
          <circle cx={lines[side].end.x} cy={lines[side].end.y} r={3.5} />
        </g>
      ))}
    </svg>
  )
}
