import { onlineManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

/** Does the browser believe that it has a network? */
export function useIsOnline(): boolean {
  return useSyncExternalStore(subscribe, isOnline)
}

function subscribe(listener: () => void): () => void {
  return onlineManager.subscribe(listener)
}

function isOnline(): boolean {
  return onlineManager.isOnline()
}
