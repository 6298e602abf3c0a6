'use client'

import type { ReactNode } from 'react'
import { GROUP_NAMES, GROUPS, type OutcomeGroup } from '../recording/outcome-group.ts'
import type { RowsFilter } from './filter-rows.ts'

interface RequestsBarProps {
  readonly filter: RowsFilter
  readonly onFilter: (filter: RowsFilter) => void
  readonly isPaused: boolean
  readonly onPause: () => void
  readonly onClear: () => void
  /** How many of how many are shown. */
  readonly count: string
}

/** What is to be seen of the requests. */
export function RequestsBar(props: RequestsBarProps): ReactNode {
  const { filter, onFilter, isPaused, onPause, onClear, count } = props

  function toggle(group: OutcomeGroup): void {
    const groups = new Set(filter.groups)
    if (!groups.delete(group)) groups.add(group)
    onFilter({ ...filter, groups })
  }

  return (
    <div className="etd-bar" role="group" aria-label="What is shown">
      <input
        type="search"
        className="etd-input"
        aria-label="Filter the requests"
        placeholder="Filter: URL, outcome, reason"
        value={filter.text}
        onChange={({ target }) => onFilter({ ...filter, text: target.value })}
      />
      <div className="etd-toggles">
        {GROUPS.map((group) => (
          <button
            key={group}
            type="button"
            className="etd-button"
            data-group={group}
            aria-pressed={filter.groups.has(group)}
            onClick={() => toggle(group)}
          >
            <span className="etd-dot" aria-hidden="true" />
            {GROUP_NAMES[group]}
          </button>
        ))}
      </div>
      <div className="etd-bar-end">
        <span className="etd-quiet">{count}</span>
        <button type="button" className="etd-button" aria-pressed={isPaused} onClick={onPause}>
          {isPaused ? 'Resume' : 'Pause'}
        </button>
        <button type="button" className="etd-button" onClick={onClear}>
          Clear
        </button>
      </div>
    </div>
  )
}
