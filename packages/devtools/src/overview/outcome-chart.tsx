'use client'

import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useState } from 'react'
import { useWidth } from '../panel/use-width.ts'
import { GROUP_NAMES, GROUPS } from '../recording/outcome-group.ts'
import { SLICES, type TimeSlice } from '../recording/timeline.ts'
import { countsText, niceEnd, piecesOf, sumOf, totalOf, whenText } from './bars.ts'
import { GroupPatterns, patternOf, Swatch } from './group-patterns.tsx'

const HEIGHT = 96
const AXIS = 26

/** How requests of the last five minutes ended: a bar for each five seconds. */
export function OutcomeChart({ slices }: { readonly slices: readonly TimeSlice[] }): ReactNode {
  const id = useId().replaceAll(/\W/g, '')
  const [frame, width] = useWidth()
  const [at, setAt] = useState<number>()
  const all = sumOf(slices)
  const step = (width - AXIS) / SLICES
  const shown = at === undefined ? undefined : slices[at]

  function onKeyDown(event: KeyboardEvent): void {
    const to = stepped(event.key, at)
    if (to === undefined) return
    event.preventDefault()
    setAt(to)
  }

  function onPointerMove({ clientX, currentTarget }: PointerEvent): void {
    const x = clientX - currentTarget.getBoundingClientRect().left - AXIS
    setAt(Math.min(SLICES - 1, Math.max(0, Math.floor(x / step))))
  }

  return (
    <div
      ref={frame}
      role="group"
      aria-label="Requests over five minutes: the arrow keys tell the value of each bar"
      className="etd-chart"
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => setAt(undefined)}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setAt(undefined)}
    >
      <svg
        width={width}
        height={HEIGHT + 16}
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
      >
        <title id={`${id}-title`}>Requests by outcome over five minutes</title>
        <desc id={`${id}-text`}>{countsText(all)}</desc>
        <GroupPatterns id={id} />
        <Bars id={id} slices={slices} step={step} at={at} />
        <text className="etd-axis" x={AXIS} y={HEIGHT + 13}>
          5 min ago
        </text>
        <text className="etd-axis" x={width} y={HEIGHT + 13} textAnchor="end">
          now
        </text>
      </svg>
      <ul className="etd-legend">
        {GROUPS.map((group) => (
          <li key={group}>
            <Swatch id={id} group={group} />
            {GROUP_NAMES[group]} <b>{all[group]}</b>
          </li>
        ))}
      </ul>
      <p className="etd-value" aria-live="polite">
        {at === undefined || shown === undefined
          ? 'Point at a bar for its value.'
          : `${whenText(at)}: ${countsText(shown.counts)}`}
      </p>
    </div>
  )
}

interface BarsProps {
  readonly id: string
  readonly slices: readonly TimeSlice[]
  readonly step: number
  readonly at: number | undefined
}

function Bars({ id, slices, step, at }: BarsProps): ReactNode {
  const most = niceEnd(Math.max(...slices.map(totalOf)))
  const right = AXIS + step * SLICES
  return (
    <>
      {[0, most / 2, most].map((count) => {
        const y = HEIGHT - (count / most) * (HEIGHT - 8)
        return (
          <g key={count}>
            <line className="etd-grid" x1={AXIS} x2={right} y1={y} y2={y} />
            <text className="etd-axis" x={AXIS - 5} y={y + 3.5} textAnchor="end">
              {count}
            </text>
          </g>
        )
      })}
      {at !== undefined && (
        <rect className="etd-cursor" x={AXIS + at * step} width={step} height={HEIGHT} />
      )}
      {slices.map((slice, index) =>
        piecesOf(slice, { most, height: HEIGHT - 8 }).map(({ group, y, height }) => (
          <rect
            key={`${slice.at} ${group}`}
            x={AXIS + index * step + 0.75}
            y={y + 8}
            width={Math.max(1, step - 1.5)}
            height={height}
            fill={patternOf(id, group)}
          />
        )),
      )}
    </>
  )
}

function stepped(key: string, at: number | undefined): number | undefined {
  const last = SLICES - 1
  if (key === 'ArrowLeft') return at === undefined ? last : Math.max(0, at - 1)
  if (key === 'ArrowRight') return at === undefined ? 0 : Math.min(last, at + 1)
  if (key === 'Home') return 0
  return key === 'End' ? last : undefined
}
