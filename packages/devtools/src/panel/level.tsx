import type { ReactNode } from 'react'
import { percentText } from './figures.ts'

interface LevelProps {
  readonly label: string
  readonly value: number
  /** Absent: it is not known, and no bar is drawn. */
  readonly most: number | undefined
  readonly text: string
  /** Whose colour it has. */
  readonly group?: 'memory' | 'disk' | 'validated'
}

/** How much there is of something that has a limit. */
export function Level({ label, value, most, text, group }: LevelProps): ReactNode {
  const isKnown = most !== undefined && Number.isFinite(most) && most > 0
  const rate = isKnown ? Math.min(1, Math.max(0, value / most)) : 0
  return (
    <div className="etd-level">
      <span>{label}</span>
      <span className="etd-level-text">{text}</span>
      {isKnown && (
        <div
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={most}
          aria-valuenow={value}
          aria-valuetext={`${text}: ${percentText(rate)}`}
          className="etd-level-line"
          data-group={group}
        >
          <div style={{ width: `${100 * rate}%` }} />
        </div>
      )}
    </div>
  )
}
