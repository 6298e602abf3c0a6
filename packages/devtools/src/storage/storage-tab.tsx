'use client'

import { type ReactNode, useEffect, useMemo } from 'react'
import { ConfirmButton } from '../panel/confirm-button.tsx'
import { useBeat, usePanel } from '../panel/panel-context.ts'
import { repeat } from '../panel/repeat.ts'
import { useGeneration } from '../panel/use-session.ts'
import { clearPartition } from './clear-partition.ts'
import { DatabaseTable } from './database-table.tsx'
import { FaultTable } from './fault-table.tsx'
import { RoomCard } from './room-card.tsx'
import { createFactsReader } from './storage-facts.ts'
import { TierCards } from './tier-cards.tsx'

/** ms */
const BETWEEN_ROLL_CALLS = 2000

/** Where it is stored, how much of it, and what befell the stores. */
export function StorageTab(): ReactNode {
  useBeat()
  const generation = useGeneration()
  const { recording, say } = usePanel()
  const { client, pulse, presence, storeNotes } = recording
  const reader = useMemo(() => createFactsReader(client, pulse.quicken), [client, pulse])
  useEffect(() => reader.start(), [reader])
  // A page that was killed has not said that it is gone.
  useEffect(() => repeat(presence.ask, BETWEEN_ROLL_CALLS), [presence])
  const facts = reader.read()
  const notes = storeNotes()
  const { partition } = client.session

  async function clear(): Promise<void> {
    say(await clearPartition(client))
    await reader.ask()
  }

  return (
    <div className="etd-scroll">
      <div className="etd-bar">
        <span>
          Partition{' '}
          <span className="etd-chip etd-mono" title={partition}>
            {partition.slice(0, 12)}
          </span>
        </span>
        <span className="etd-quiet">{tabsText(presence.others())}</span>
        <span className="etd-spring" />
        <ConfirmButton
          // What was asked is about the session that was open then.
          key={generation}
          label="Clear this partition"
          question="Remove what is stored for this session, and for everyone?"
          confirm="Clear"
          onConfirm={() => void clear()}
        />
      </div>
      <div className="etd-tier-cards">
        <TierCards sizes={facts?.sizes} notes={notes} />
        <RoomCard room={facts?.room} onAsked={() => void reader.ask()} />
      </div>
      <DatabaseTable databases={facts?.databases} parts={facts?.sizes.diskParts} />
      <FaultTable faults={notes.faults} />
    </div>
  )
}

function tabsText(others: number | undefined): string {
  if (others === undefined) return 'Other tabs cannot be seen: there is no BroadcastChannel here.'
  if (others === 0) return 'No other tab of it is seen (one with this panel, open or closed)'
  return others === 1 ? '1 other tab of it is open' : `${others} other tabs of it are open`
}
