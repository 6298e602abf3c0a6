'use client'

import { useSyncExternalStore } from 'react'

const never = (): (() => void) => () => undefined

/**
 * False on a server, and in the render that takes over its markup: what is only in pages comes after
 * that, so that both agree.
 */
export function useIsInPage(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
