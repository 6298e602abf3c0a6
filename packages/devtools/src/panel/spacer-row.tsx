import type { ReactNode } from 'react'

interface SpacerRowProps {
  /** CSS px; 0: there is nothing to stand in for. */
  readonly height: number
  readonly columns: number
}

/** Stands in for the rows of a windowed table that are not in the page. */
export function SpacerRow({ height, columns }: SpacerRowProps): ReactNode {
  if (height <= 0) return null
  return (
    <tr className="etd-spacer" aria-hidden="true" style={{ height }}>
      <td colSpan={columns} />
    </tr>
  )
}
