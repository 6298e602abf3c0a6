'use client'

import { useCallback, useSyncExternalStore } from 'react'
import type { Faults } from './faults.ts'
import type { Simulation } from './simulation.ts'

/** What is simulated now. */
export function useFaults(simulation: Simulation): Faults {
  const subscribe = useCallback(
    (listener: () => void) => simulation.subscribe(listener),
    [simulation],
  )
  const current = (): Faults => simulation.current()
  return useSyncExternalStore(subscribe, current, current)
}
