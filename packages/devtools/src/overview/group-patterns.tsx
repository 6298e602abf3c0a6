import type { ReactNode } from 'react'
import { GROUPS, type OutcomeGroup } from '../recording/outcome-group.ts'

/** What tells a group from the others without its colour: marks on it, 6 × 6. */
const marks: Readonly<Record<OutcomeGroup, string>> = {
  memory: '',
  disk: 'M-1,1 L1,-1 M0,6 L6,0 M5,7 L7,5',
  validated: 'M2,3 h2',
  network: 'M0,1.5 h6 M0,4.5 h6',
  failed: 'M0,0 L6,6 M6,0 L0,6',
}

/** For the `defs` of a picture: a fill for each group. */
export function GroupPatterns({ id }: { readonly id: string }): ReactNode {
  return (
    <defs>
      {GROUPS.map((group) => (
        <pattern
          key={group}
          id={`${id}-${group}`}
          data-group={group}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
        >
          <rect className="etd-tone" width="6" height="6" />
          <path className="etd-mark" d={marks[group]} />
        </pattern>
      ))}
    </defs>
  )
}

/** The `fill` of a group in a picture that has these patterns. */
export function patternOf(id: string, group: OutcomeGroup): string {
  return `url(#${id}-${group})`
}

/** A piece of it, for a legend. */
export function Swatch({
  id,
  group,
}: {
  readonly id: string
  readonly group: OutcomeGroup
}): ReactNode {
  return (
    <svg width="12" height="12" aria-hidden="true">
      <rect width="12" height="12" rx="2" fill={patternOf(id, group)} />
    </svg>
  )
}
