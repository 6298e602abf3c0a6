'use client'

import type { Etagged, Session } from '@etagged/core'
import { useCallback, useSyncExternalStore } from 'react'
import { useEtagged } from './use-etagged.ts'

/**
 * The session that is open; the component renders again when another one begins. Its `because`
 * tells why it did, such as `'ended-elsewhere'` after a sign-out in another tab.
 *
 * @throws UsageError outside of {@link EtaggedProvider}
 */
export function useSession(): Session {
  return useSessionOf(useEtagged())
}

/**
 * The session of a client. An external store is read synchronously: a transition cannot keep the
 * former session's tree on the screen.
 */
export function useSessionOf(client: Etagged): Session {
  const subscribe = useCallback(
    (onChange: () => void) =>
      client.subscribe(({ type }) => {
        if (type === 'session') onChange()
      }),
    [client],
  )
  const current = (): Session => client.session
  return useSyncExternalStore(subscribe, current, current)
}
