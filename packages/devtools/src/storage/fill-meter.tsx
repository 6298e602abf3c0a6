import type { ReactNode } from 'react'
import { bytesText } from '../panel/figures.ts'

interface FillMeterProps {
  readonly label: string
  /** Bytes; `undefined`: not known. */
  readonly used: number | undefined
  /** Bytes; `undefined`: not known, or without a limit. */
  readonly limit: number | undefined
  readonly group: 'memory' | 'disk' | 'validated'
}

/** How much of a room is taken. */
export function FillMeter({ label, used, limit, group }: FillMeterProps): ReactNode {
  if (used === undefined) return <p className="etd-about">Not told.</p>
  if (limit === undefined || limit <= 0) return <p>{bytesText(used)}, of no limit that is known</p>
  const percent = Math.min(100, (100 * used) / limit)
  return (
    <>
      <p>
        {bytesText(used)} <span className="etd-quiet">of {bytesText(limit)}</span>
      </p>
      <div
        role="meter"
        className="etd-meter"
        data-group={group}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        aria-valuetext={`${bytesText(used)} of ${bytesText(limit)}`}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
    </>
  )
}
