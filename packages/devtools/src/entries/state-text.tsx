import type { ReactNode } from 'react'
import { secondsText } from '../panel/seconds-text.ts'
import type { EntryRow } from './entry-row.ts'
import { type EntryState, STATE_NAMES } from './entry-state.ts'

/** The state as a chip, and how long it lasts or has lasted. */
export function StateText({ row }: { readonly row: EntryRow }): ReactNode {
  const { state, info, tally } = row
  return (
    <span className="etd-state" data-state={state}>
      <span className="etd-chip" data-group={TONES[state]} title={tally?.failure}>
        {STATE_NAMES[state]}
      </span>
      {state === 'fresh' && info && <span>{secondsText(info.ttl)}</span>}
      {state === 'stale' && info && <span className="etd-quiet">{secondsText(-info.ttl)}</span>}
    </span>
  )
}

const TONES: Readonly<Record<EntryState, string | undefined>> = {
  fresh: 'memory',
  stale: 'network',
  'must-validate': undefined,
  invalidated: 'network',
  validating: 'validated',
  error: 'failed',
  unread: undefined,
}
