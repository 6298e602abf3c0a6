'use client'

import type { ReactNode } from 'react'
import { useGeneration } from './use-session.ts'

/** What an action has done, and in which session: it may name what is its user's. */
export interface Said {
  readonly text: string
  readonly generation: string
}

/** Below the tabs, and read aloud. */
export function StatusLine({ said }: { readonly said: Said }): ReactNode {
  const generation = useGeneration()
  return (
    <p role="status" className="etd-said">
      {said.generation === generation ? said.text : ''}
    </p>
  )
}
