'use client'

import type { ReactNode } from 'react'
import { FillMeter } from '../panel/fill-meter.tsx'
import { usePanel } from '../panel/panel-context.ts'
import { askForPersistence, type Room } from './browser-storage.ts'
import type { Known } from './known.ts'

interface RoomCardProps {
  readonly room: Known<Room> | undefined
  readonly onAsked: () => void
}

/** What the browser gives this origin, and whether for good. */
export function RoomCard({ room, onAsked }: RoomCardProps): ReactNode {
  const { say } = usePanel()

  async function ask(): Promise<void> {
    say(await askForPersistence())
    onAsked()
  }

  return (
    <section className="etd-tier-card" aria-label="Room of this origin">
      <h3>Room of this origin</h3>
      {room && 'because' in room && <p className="etd-about">{room.because}</p>}
      {room && 'is' in room && (
        <>
          {room.is.usage === undefined ? (
            <p className="etd-about">Not told.</p>
          ) : (
            <FillMeter
              label="Room in use"
              used={room.is.usage}
              limit={room.is.quota}
              group="validated"
            />
          )}
          <p className="etd-about">{persistedText(room.is.isPersisted)}</p>
          {room.is.isPersisted === false && (
            <button type="button" className="etd-button" onClick={() => void ask()}>
              Ask for persistent storage
            </button>
          )}
        </>
      )}
    </section>
  )
}

function persistedText(isPersisted: boolean | undefined): string {
  if (isPersisted === undefined) return 'Whether it is persistent, this browser does not tell.'
  return isPersisted
    ? 'Persistent: the browser does not clear it to make room.'
    : 'Best effort: the browser may clear all of it to make room.'
}
