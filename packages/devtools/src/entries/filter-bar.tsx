'use client'

import type { ReactNode } from 'react'
import { countText } from '../panel/figures.ts'
import type { Wanted } from './choose-rows.ts'
import { ENTRY_STATES, STATE_NAMES } from './entry-state.ts'

interface FilterBarProps {
  readonly wanted: Wanted
  readonly onWant: (wanted: Wanted) => void
  /** How many there are, and how many of them are shown. */
  readonly all: number
  readonly shown: number
}

/** Says which stored responses are shown. */
export function FilterBar({ wanted, onWant, all, shown }: FilterBarProps): ReactNode {
  return (
    <div className="etd-bar" role="search" aria-label="Stored responses">
      <input
        type="search"
        className="etd-input"
        aria-label="Filter by URL, ETag or tag"
        placeholder="Filter by URL, ETag or tag"
        value={wanted.text}
        onChange={({ target }) => onWant({ ...wanted, text: target.value })}
      />
      <select
        className="etd-input"
        aria-label="State"
        value={wanted.state}
        onChange={({ target }) => {
          const state = ENTRY_STATES.find((name) => name === target.value) ?? 'all'
          onWant({ ...wanted, state })
        }}
      >
        <option value="all">Any state</option>
        {ENTRY_STATES.map((name) => (
          <option key={name} value={name}>
            {STATE_NAMES[name]}
          </option>
        ))}
      </select>
      <select
        className="etd-input"
        aria-label="Where"
        value={wanted.tier}
        onChange={({ target: { value } }) => {
          const tier = value === 'memory' || value === 'disk' ? value : 'all'
          onWant({ ...wanted, tier })
        }}
      >
        <option value="all">Anywhere</option>
        <option value="memory">In memory</option>
        <option value="disk">On disk</option>
      </select>
      <span className="etd-spring" />
      <span className="etd-quiet">
        {shown === all ? '' : `${shown} of `}
        {countText(all, 'entry', 'entries')}
      </span>
    </div>
  )
}
