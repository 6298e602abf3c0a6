'use client'

import type { Etagged } from '@etagged/core'
import { useCallback, useSyncExternalStore } from 'react'

/**
 * Is it being asked whether the session still lasts? The page has come back from the back-forward
 * cache then, and what it showed may be a former user's.
 */
export function useVerifying(client: Etagged): boolean {
  const subscribe = useCallback(
    (listener: () => void) =>
      client.subscribe(({ type }) => {
        if (type === 'session') listener()
      }),
    [client],
  )
  const verifying = (): boolean => client.session.verifying
  return useSyncExternalStore(subscribe, verifying, verifying)
}
