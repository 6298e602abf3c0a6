'use client'

import { usePanel } from '../panel/panel-context.ts'
import type { DiskListing } from './disk-listing.ts'
import { entryRows, type EntryRow } from './entry-row.ts'

/** What is held now: to be called at each beat. */
export function useHeldRows(listing: DiskListing): readonly EntryRow[] {
  const { client, requests, tallies } = usePanel().recording
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
