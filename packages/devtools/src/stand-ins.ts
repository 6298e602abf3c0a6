import type { EtaggedOptions } from '@etagged/core'
import { createElement } from 'react'
import type { DevtoolsPlugin } from './plugin.tsx'
import { type Faults, noFaults } from './simulate/faults.ts'
import type { Simulation } from './simulate/simulation.ts'

/** In place of a component: it renders nothing. */
export function nothing(): null {
  return null
}

export function noPlugin(): DevtoolsPlugin {
  return { id: 'etagged', name: 'etagged', render: () => createElement(nothing) }
}

export function noRecord(): () => void {
  return () => undefined
}

/** Nothing can be made to fail. */
export function noSimulation(): Simulation {
  return {
    around: (options: EtaggedOptions) => options,
    current: (): Faults => noFaults,
    change() {},
    loseConnection() {},
    subscribe: () => () => undefined,
  }
}
