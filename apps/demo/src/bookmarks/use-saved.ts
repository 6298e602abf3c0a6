import type { Bookmarks } from '@etagged/pumpfun'
import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { savedMintsOf } from './saved-mints.ts'

/** Is this coin saved? The component renders when that changes. */
export function useIsSaved(mint: string): boolean {
  const saved = savedMintsOf(useQueryClient())
  return useSyncExternalStore(saved.subscribe, () => saved.has(mint))
}

/** The list with the wishes that are under way. */
export function useSavedList(): Bookmarks | undefined {
  const saved = savedMintsOf(useQueryClient())
  return useSyncExternalStore(saved.subscribe, saved.current)
}
