'use client'

import type { Stats } from '@etagged/core'
import { useSyncExternalStore } from 'react'
import { useEtagged } from '../use-etagged.ts'
import { statsStoreOf } from './stats-store.ts'

/** What the cache did so far. The component renders at most four times a second. */
export function useCacheStats(): Stats {
  const { subscribe, current } = statsStoreOf(useEtagged())
  return useSyncExternalStore(subscribe, current, current)
}
