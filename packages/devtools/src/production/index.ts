/**
 * The same panel, in a production bundle too.
 *
 * @module
 */
export { EtaggedDevtools } from '../floating/etagged-devtools.tsx'
export { EtaggedPanel } from '../panel/etagged-panel.tsx'
export type { PanelProps } from '../panel/panel-props.ts'
export { type DevtoolsPlugin, etaggedPlugin } from '../plugin.tsx'
export { record } from '../record.ts'
export type { Faults } from '../simulate/faults.ts'
export { createSimulation, type Simulation } from '../simulate/simulation.ts'
