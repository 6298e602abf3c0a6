'use client'

import { useCallback, useSyncExternalStore } from 'react'
import { usePanel } from './panel-context.ts'

/**
 * The session that is open, by its random name. Renders at once when another one follows, without
 * waiting for a beat: what was shown of the former is gone from the page then.
 */
export function useGeneration(): string {
  const { client } = usePanel().recording
  const subscribe = useCallback(
    (listener: () => void) =>
      client.subscribe(({ type }) => {
        if (type === 'session') listener()
      }),
    [client],
  )
  const generation = (): string => client.session.generation
  return useSyncExternalStore(subscribe, generation, generation)
}
