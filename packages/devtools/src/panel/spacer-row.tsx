import type { ReactNode } from 'react'

interface SpacerRowProps {
  /** CSS px; 0: there is nothing to stand in for. */
  readonly height: number
  /** A table that hides columns where it is narrow must not name them here: it would have them again. @default 1 */
  readonly columns?: number
}

/** Stands in for the rows of a windowed table that are not in the page. */
export function SpacerRow({ height, columns = 1 }: SpacerRowProps): ReactNode {
  if (height <= 0) return null
  return (
    <tr className="etd-spacer" aria-hidden="true" style={{ height }}>
      <td colSpan={columns} />
    </tr>
  )
}
