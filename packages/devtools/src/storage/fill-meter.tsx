import type { ReactNode } from 'react'
import { bytesText } from '../panel/figures.ts'
import { Level } from '../panel/level.tsx'

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
  return (
    <Level
      label={label}
      value={used}
      most={limit}
      text={`${bytesText(used)} of ${bytesText(limit)}`}
      group={group}
    />
  )
}
