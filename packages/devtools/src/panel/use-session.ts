'use client'

import type { Etagged } from '@etagged/core'
import { useCallback, useSyncExternalStore } from 'react'
import { usePanel } from './panel-context.ts'

/** What is to be known of a client's session. Renders at once when that changes, without waiting for a beat. */
function useSession<T>(client: Etagged, read: (session: Etagged['session']) => T): T {
  const subscribe = useCallback(
    (listener: () => void) =>
      client.subscribe(({ type }) => {
        if (type === 'session') listener()
      }),
    [client],
  )
  const current = (): T => read(client.session)
  return useSyncExternalStore(subscribe, current, current)
}

/** The session that is open, by its random name: what was shown of a former one goes with it. */
export function useGeneration(): string {
  return useSession(usePanel().recording.client, ({ generation }) => generation)
}

/**
 * Is it being asked whether the session still lasts? The page has come back from the back-forward
 * cache then, and what it showed may be a former user's.
 */
export function useVerifying(client: Etagged): boolean {
  return useSession(client, ({ verifying }) => verifying)
}
