'use client'

import type { ReactNode } from 'react'
import { usePanel } from '../panel/panel-context.ts'
import { Choices } from './choices.tsx'
import { ABOUT_FULL_DISK, ABOUT_LOSS, ABOUT_NETWORK, CLOCKS } from './consequences.ts'
import type { Faults } from './faults.ts'
import { faultsText, NETWORK_NAMES } from './faults-text.ts'
import { LiveLine } from './live-line.tsx'
import type { Simulation } from './simulation.ts'
import { useFaults } from './use-faults.ts'

/** What can go wrong, to be chosen. */
export function FaultControls({ simulation }: { readonly simulation: Simulation }): ReactNode {
  const faults = useFaults(simulation)
  const { say } = usePanel()
  return (
    <>
      <LiveLine key={faultsText(faults)} />
      <div className="etd-columns">
        <Choices
          legend="Network"
          choices={NETWORKS}
          chosen={faults.network}
          onChoose={(network) => simulation.change({ network })}
        />
        <div>
          <Choices
            legend="Clock of the cache"
            choices={CLOCKS.map(({ offset, ...rest }) => ({ value: offset, ...rest }))}
            chosen={faults.clockOffset}
            onChoose={(clockOffset) => simulation.change({ clockOffset })}
            isSegmented
          />
          <div className="etd-section">
            <h3>Disk</h3>
            <label className="etd-switch">
              <input
                type="checkbox"
                role="switch"
                checked={faults.disk === 'full'}
                onChange={({ target }) =>
                  simulation.change({ disk: target.checked ? 'full' : 'none' })
                }
              />
              <span>Full</span>
            </label>
            <p className="etd-about">{ABOUT_FULL_DISK}</p>
            <button
              type="button"
              className="etd-button"
              onClick={() => {
                simulation.loseConnection()
                say('The connection is lost: the next use of the store finds out.')
              }}
            >
              Lose the connection
            </button>
            <p className="etd-about">{ABOUT_LOSS}</p>
          </div>
        </div>
      </div>
    </>
  )
}

const NETWORK_ORDER: readonly Faults['network'][] = [
  'none',
  'offline',
  'slow',
  'status-500',
  'status-429',
]

const NETWORKS = NETWORK_ORDER.map((value) => ({
  value,
  name: NETWORK_NAMES[value],
  about: ABOUT_NETWORK[value],
}))
