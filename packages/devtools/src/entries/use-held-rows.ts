'use client'

import { useState } from 'react'
import { usePanel } from '../panel/panel-context.ts'
import type { Recording } from '../recording/recording.ts'
import type { DiskKeys } from './entry-row.ts'
import type { DiskListing } from './disk-listing.ts'
import { entryRows, type EntryRow } from './entry-row.ts'

/**
 * Up to so many are looked at anew at each beat. More are at most once in so long (ms), in a task of
 * its own: shown at the next beat, no task is long.
 */
const FEW = 1000
const LEAST_BETWEEN = 1000

interface HeldRows {
  /** To be read at each beat. The same list as before says that nobody looked. */
  readonly rows: readonly EntryRow[]
  /** Looks at once: for who has just changed what is held. */
  readonly lookNow: () => void
}

/** What is held now. */
export function useHeldRows(listing: DiskListing): HeldRows {
  const { recording } = usePanel()
  const [look] = useState(() => createLook(recording, listing))
  return { rows: look.read(), lookNow: look.now }
}

interface Looked {
  readonly rows: readonly EntryRow[]
  readonly at: number
  readonly generation: string
  readonly keys: DiskKeys
}

interface Look {
  readonly read: () => readonly EntryRow[]
  readonly now: () => void
}

function createLook(recording: Recording, listing: DiskListing): Look {
  const { client } = recording
  let last: Looked | undefined
  let isPlanned = false

  function look(): Looked {
    const { generation } = client.session
    const rows = heldRows(recording, listing)
    return { rows, at: performance.now(), generation, keys: listing.keys() }
  }

  function lookLater(): void {
    if (isPlanned) return
    isPlanned = true
    setTimeout(() => {
      isPlanned = false
      last = look()
      recording.pulse.quicken()
    })
  }

  function read(): readonly EntryRow[] {
    const isOver = last?.generation !== client.session.generation
    if (last === undefined || isOver || last.rows.length <= FEW) last = look()
    else if (last.keys !== listing.keys() || performance.now() - last.at >= LEAST_BETWEEN)
      lookLater()
    return last.rows
  }

  return {
    read,
    now() {
      last = look()
    },
  }
}

function heldRows(
  { client, requests, tallies }: Recording,
  listing: DiskListing,
): readonly EntryRow[] {
  const open = new Set(
    requests
      .rows()
      .filter(({ end, method }) => end === undefined && method === 'GET')
      .map(({ url }) => url),
  )
  return entryRows({
    memory: client.entries(),
    disk: listing.keys(),
    detailsOf: listing.detailsOf,
    isUnderWay: (url) => open.has(url),
    tallyOf: tallies.of,
  })
}
