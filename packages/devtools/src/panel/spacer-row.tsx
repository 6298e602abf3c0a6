import type { ReactNode } from 'react'

interface SpacerRowProps {
  /** CSS px; 0: there is nothing to stand in for. */
  readonly height: number
}

/**
 * Stands in for the rows of a windowed table that are not in the page. It has one cell: a table that hides
 * columns where it is narrow would have them again.
 */
export function SpacerRow({ height }: SpacerRowProps): ReactNode {
  if (height <= 0) return null
  return (
    <tr className="etd-spacer" aria-hidden="true" style={{ height }}>
      <td />
    </tr>
  )
}
