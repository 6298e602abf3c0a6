'use client'

import type { ReactNode } from 'react'
import { noFaults } from './faults.ts'
import { faultsText } from './faults-text.ts'
import type { Simulation } from './simulation.ts'
import { useFaults } from './use-faults.ts'

/** Above all tabs while anything is simulated, so that nobody looks for a fault that he made himself. */
export function SimulationBanner({ simulation }: { readonly simulation: Simulation }): ReactNode {
  const text = faultsText(useFaults(simulation))
  if (text === '') return null
  return (
    <div className="etd-banner" role="group" aria-label="Simulation">
      <span>
        <strong>Simulated:</strong> {text}
      </span>
      <button type="button" className="etd-button" onClick={() => simulation.change(noFaults)}>
        Stop
      </button>
    </div>
  )
}
