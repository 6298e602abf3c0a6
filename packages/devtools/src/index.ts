/**
 * The panel: what a client does, because of what, and what it saved. Nothing in a production bundle.
 *
 * @module
 */
import type { Etagged } from '@etagged/core'
import type { ReactNode } from 'react'
import { EtaggedDevtools as Devtools } from './floating/etagged-devtools.tsx'
import { EtaggedPanel as Panel } from './panel/etagged-panel.tsx'
import type { PanelProps } from './panel/panel-props.ts'
import { type DevtoolsPlugin, etaggedPlugin as plugin } from './plugin.tsx'
import { record as begin } from './record.ts'
import { createSimulation as simulation, type Simulation } from './simulate/simulation.ts'
import { noPlugin, noRecord, noSimulation, nothing } from './stand-ins.ts'

/** Bundlers put a word in its place, and leave out what is not reached then. */
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/**
 * A button in the corner of the page that opens the panel at its lower edge. Nothing in a production
 * bundle: import it from `@etagged/devtools/production` to have it there, too.
 */
export const EtaggedDevtools: (props: PanelProps) => ReactNode =
  process.env.NODE_ENV === 'production' ? nothing : Devtools

/** The panel, embedded: it fills the element that it stands in. Nothing in a production bundle. */
export const EtaggedPanel: (props: PanelProps) => ReactNode =
  process.env.NODE_ENV === 'production' ? nothing : Panel

/**
 * The panel as a plugin of TanStack Devtools. An empty one in a production bundle.
 *
 * @example
 * <TanStackDevtools plugins={[etaggedPlugin({ client })]} />
 */
export const etaggedPlugin: (props: PanelProps) => DevtoolsPlugin =
  process.env.NODE_ENV === 'production' ? noPlugin : plugin

/**
 * Begins to listen to a client, for a panel that is shown later. The returned function stops that, and
 * forgets what was heard. Does nothing in a production bundle.
 */
export const record: (client: Etagged) => () => void =
  process.env.NODE_ENV === 'production' ? noRecord : begin

/**
 * Makes a client's parts fail on purpose, by hand in the panel or by `change`. Changes no option in a
 * production bundle.
 *
 * @example
 * const simulation = createSimulation()
 * const client = createEtagged(simulation.around({ store: createIdbStore() }))
 * <EtaggedDevtools client={client} simulation={simulation} />
 */
export const createSimulation: () => Simulation =
  process.env.NODE_ENV === 'production' ? noSimulation : simulation

export type { PanelProps } from './panel/panel-props.ts'
export type { DevtoolsPlugin } from './plugin.tsx'
export type { Faults } from './simulate/faults.ts'
export type { Simulation } from './simulate/simulation.ts'
