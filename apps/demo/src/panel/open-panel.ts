import type { Etagged, EtaggedOptions } from '@etagged/core'
import type { ComponentType } from 'react'
import type { PanelDockProps } from './panel-dock.tsx'

/** The cache panel of this page. */
export interface DemoPanel {
  /** The client's options, with a network, a clock and a store that the panel can make fail. */
  readonly around: (options: EtaggedOptions) => EtaggedOptions
  /** Begins to listen: before the page asks for anything. */
  readonly record: (client: Etagged) => void
  readonly Dock: ComponentType<PanelDockProps>
}

/** Of a build that does not opt in, the panel is no part: it has no dock, and no byte of it. */
export async function openPanel(): Promise<DemoPanel | undefined> {
  if (import.meta.env.VITE_PANEL !== 'on') return undefined
  const [{ createSimulation, record }, { dockFor }] = await Promise.all([
    import('@etagged/devtools/production'),
    import('./panel-dock.tsx'),
  ])
  const simulation = createSimulation()
  return { around: (options) => simulation.around(options), record, Dock: dockFor(simulation) }
}
