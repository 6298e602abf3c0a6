'use client'

import type { ReactNode } from 'react'
import { CopiedCode } from '../panel/copied-code.tsx'

/** How a client is made whose network, clock and disk can fail. */
export function Wiring(): ReactNode {
  return (
    <div className="etd-section">
      <h3>Make the network, the clock and the disk fail by hand</h3>
      <p className="etd-about">
        This client was made without a simulation, and its network, clock and store cannot be taken
        from it afterwards. Make it with one in development, and give it to the panel:
      </p>
      <CopiedCode label="How to wire the simulation" code={CODE} />
    </div>
  )
}

const CODE = `import { createSimulation, EtaggedDevtools } from '@etagged/devtools'

const simulation = createSimulation()
const client = createEtagged(simulation.around({ store: createIdbStore() }))

<EtaggedDevtools client={client} simulation={simulation} />`
