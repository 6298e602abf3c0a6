import type { Etagged } from '@etagged/core'
import { EtaggedPanel, type Simulation } from '@etagged/devtools/production'
import type { ComponentType } from 'react'
import './panel-dock.css'

export interface PanelDockProps {
  readonly client: Etagged
  readonly isOpen: boolean
}

/** The panel at the foot of the page, above the bar. While it is closed it listens. */
export function dockFor(simulation: Simulation): ComponentType<PanelDockProps> {
  return function PanelDock({ client, isOpen }) {
    if (!isOpen) return null
    return (
      <div id="panel" className="panel-dock">
        <EtaggedPanel client={client} simulation={simulation} />
      </div>
    )
  }
}
