'use client'

import { type ReactNode, useEffect, useMemo } from 'react'
import { useBeat, usePanel } from '../panel/panel-context.ts'
import { watchAftermath } from './aftermath.ts'

/** What the client has done since this is there: to be given a key of what is simulated. */
export function LiveLine(): ReactNode {
  useBeat()
  const { client } = usePanel().recording
  const { read, start } = useMemo(() => watchAftermath(client), [client])
  useEffect(() => start(), [start])
  const { fromCache, fromOrigin, failed, storeFaults, last } = read()
  return (
    <div className="etd-live">
      <p>
        Since the last change here: <b>{fromCache}</b> from the cache, <b>{fromOrigin}</b> from the
        origin, <b>{failed}</b> failed, <b>{storeFaults}</b>{' '}
        {storeFaults === 1 ? 'fault' : 'faults'} of the store.
      </p>
      <p className="etd-quiet">
        {last === undefined
          ? 'Nothing has happened yet: let the page ask for something.'
          : `Last: ${last}`}
      </p>
    </div>
  )
}
