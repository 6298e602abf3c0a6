'use client'

import { type ReactNode, useId } from 'react'
import { countText, durationText } from '../panel/figures.ts'
import { useWidth } from '../panel/use-width.ts'
import {
  binBegin,
  BINS,
  type Histogram,
  TIMED_GROUPS,
  type TimedGroup,
} from '../recording/latencies.ts'
import { GROUP_NAMES } from '../recording/outcome-group.ts'
import { GroupPatterns, patternOf } from './group-patterns.tsx'

const NAMES = 56
const COUNTS = 44
const ROW = 30
const BAR = 22

/** How long requests took, by what answered them: a logarithmic scale, and each row on a height of its own. */
export function LatencyChart({ histogram }: { readonly histogram: Histogram }): ReactNode {
  const id = useId().replaceAll(/\W/g, '')
  const [frame, width] = useWidth()
  const step = (width - NAMES - COUNTS) / BINS
  const bottom = TIMED_GROUPS.length * ROW
  return (
    <div ref={frame} className="etd-chart">
      <svg
        width={width}
        height={bottom + 16}
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
      >
        <title id={`${id}-title`}>How long requests took, by what answered them</title>
        <desc id={`${id}-text`}>
          {TIMED_GROUPS.map((group) => rowText(group, histogram[group])).join(' ')}
        </desc>
        <GroupPatterns id={id} />
        {TICKS.filter((bin) => 2 * step > 44 || bin % 4 === 0).map((bin) => (
          <g key={bin}>
            <line
              className="etd-grid"
              x1={NAMES + bin * step}
              x2={NAMES + bin * step}
              y1="4"
              y2={bottom}
            />
            <text
              className="etd-axis"
              x={NAMES + bin * step}
              y={bottom + 13}
              textAnchor={bin === 0 ? 'start' : 'middle'}
            >
              {durationText(binBegin(bin))}
            </text>
          </g>
        ))}
        <text className="etd-axis" x={width} y={bottom + 13} textAnchor="end">
          count
        </text>
        {TIMED_GROUPS.map((group, index) => (
          <g key={group} transform={`translate(0 ${index * ROW})`}>
            <text className="etd-axis-name" x="0" y={ROW - 2}>
              {GROUP_NAMES[group]}
            </text>
            <line className="etd-grid" x1={NAMES} x2={width - COUNTS} y1={ROW} y2={ROW} />
            <Row id={id} group={group} counts={histogram[group]} step={step} />
            <text className="etd-axis" x={width} y={ROW - 2} textAnchor="end">
              {sum(histogram[group])}
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}

/** Where the bins begin whose duration is a power of ten. */
const TICKS = Array.from({ length: BINS }, (_, bin) => bin).filter((bin) => bin % 2 === 0)

interface RowProps {
  readonly id: string
  readonly group: TimedGroup
  readonly counts: readonly number[]
  readonly step: number
}

function Row({ id, group, counts, step }: RowProps): ReactNode {
  const most = Math.max(1, ...counts)
  return counts.map((count, bin) => {
    if (count === 0) return null
    const height = Math.max(2, (count / most) * BAR)
    return (
      <rect
        key={binBegin(bin)}
        x={NAMES + bin * step + 1}
        y={ROW - height}
        width={Math.max(1, step - 2)}
        height={height}
        fill={patternOf(id, group)}
      >
        <title>{`${binText(bin)}: ${count}`}</title>
      </rect>
    )
  })
}

function binText(bin: number): string {
  const begin = durationText(binBegin(bin))
  if (bin === 0) return `less than ${durationText(binBegin(1))}`
  return bin === BINS - 1 ? `${begin} or more` : `${begin} to ${durationText(binBegin(bin + 1))}`
}

/** The figures of a row, for who does not see it. */
function rowText(group: TimedGroup, counts: readonly number[]): string {
  const told = counts.flatMap((count, bin) => (count > 0 ? [`${binText(bin)}: ${count}`] : []))
  const all = `${GROUP_NAMES[group]}: ${countText(sum(counts), 'request')}`
  return told.length === 0 ? `${all}.` : `${all}; ${told.join(', ')}.`
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}
