'use client'

import type { ReactNode } from 'react'
import { useBeat, usePanel } from './panel-context.ts'
import { useGeneration } from './use-session.ts'

/** Whose part of the cache is shown, by its hash: the user's id is not here. */
export function SessionChip(): ReactNode {
  useBeat()
  useGeneration()
  const { state, partition } = usePanel().recording.client.session
  return (
    <span className="etd-chip" title={`Partition ${partition}`}>
      {NAMES[state]}{' '}
      {state === 'signed-in' && <span className="etd-mono">{partition.slice(0, 8)}</span>}
    </span>
  )
}

const NAMES = {
  unknown: 'not known yet',
  anonymous: 'signed out',
  'signed-in': 'signed in',
} as const
