import type { ReactNode } from 'react'
import { bytesText } from './figures.ts'
import { Level } from './level.tsx'

interface FillMeterProps {
  readonly label: string
  /** Bytes. */
  readonly used: number
  /** Bytes; `undefined` or no end: not every store has a limit, and not every one tells it. */
  readonly limit: number | undefined
  /** What the bytes are in. */
  readonly what?: string
  readonly group?: 'memory' | 'disk' | 'validated'
}

/** How much of a room is taken. */
export function FillMeter({ label, used, limit, what, ...rest }: FillMeterProps): ReactNode {
  const most = limit !== undefined && Number.isFinite(limit) && limit > 0 ? limit : undefined
  const ofMost = most === undefined ? '' : ` of ${bytesText(most)}`
  const inWhat = what === undefined ? '' : ` in ${what}`
  return (
    <Level
      label={label}
      value={used}
      most={most}
      text={bytesText(used) + ofMost + inWhat}
      {...rest}
    />
  )
}
