/**
 * The panel: what a client does, because of what, and what it saved. Nothing in a production bundle.
 *
 * @module
 */
import { EtaggedDevtools as Devtools } from './floating/etagged-devtools.tsx'
import { EtaggedPanel as Panel } from './panel/etagged-panel.tsx'
import { etaggedPlugin as plugin } from './plugin.tsx'
import { record as begin } from './record.ts'
import { createSimulation as simulation } from './simulate/simulation.ts'
import { noPlugin, noRecord, noSimulation, nothing } from './stand-ins.ts'

/** Bundlers put a word in its place, and leave out what is not reached then. */
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/**
 * A button in the corner of the page that opens the panel at its lower edge. Nothing in a production
 * bundle: import it from `@etagged/devtools/production` to have it there, too.
 */
export const EtaggedDevtools: typeof Devtools =
  process.env.NODE_ENV === 'production' ? nothing : Devtools

/** The panel, embedded: it fills the element that it stands in. Nothing in a production bundle. */
export const EtaggedPanel: typeof Panel = process.env.NODE_ENV === 'production' ? nothing : Panel

/** The panel as a plugin of TanStack Devtools. An empty one in a production bundle. */
export const etaggedPlugin: typeof plugin =
  process.env.NODE_ENV === 'production' ? noPlugin : plugin

/** Begins to listen to a client before a panel is shown. Does nothing in a production bundle. */
export const record: typeof begin = process.env.NODE_ENV === 'production' ? noRecord : begin

/** Makes a client's parts fail on purpose. Changes no option in a production bundle. */
export const createSimulation: typeof simulation =
  process.env.NODE_ENV === 'production' ? noSimulation : simulation

export type { PanelProps } from './panel/panel-props.ts'
export type { DevtoolsPlugin } from './plugin.tsx'
export type { Faults } from './simulate/faults.ts'
export type { Simulation } from './simulate/simulation.ts'
