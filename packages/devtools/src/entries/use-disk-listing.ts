'use client'

import { useEffect, useMemo } from 'react'
import { usePanel } from '../panel/panel-context.ts'
import { createDiskListing, type DiskListing } from './disk-listing.ts'

/** What the disk holds, asked for while the tab is shown. What is heard of it is told at a beat. */
export function useDiskListing(): DiskListing {
  const { client, now, pulse } = usePanel().recording
  const listing = useMemo(() => createDiskListing(client, now, pulse.quicken), [client, now, pulse])
  useEffect(() => listing.start(), [listing])
  return listing
}
