'use client'

import type { ReactNode } from 'react'
import { usePanel } from '../panel/panel-context.ts'
import { FaultControls } from './fault-controls.tsx'
import { SignOut } from './sign-out.tsx'
import { Wiring } from './wiring.tsx'

/** What goes wrong on purpose, and what the cache does about it. */
export function SimulateTab(): ReactNode {
  const { simulation } = usePanel()
  return (
    <div className="etd-scroll">
      {simulation === undefined ? <Wiring /> : <FaultControls simulation={simulation} />}
      <SignOut />
    </div>
  )
}
