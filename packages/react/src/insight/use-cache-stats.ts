'use client'

import type { Stats } from '@etagged/core'
import { useSyncExternalStore } from 'react'
import { useEtagged } from '../use-etagged.ts'
import { statsStoreOf } from './stats-store.ts'

/**
 * What the cache did since the client was made. The component renders when that changes, at most four
 * times a second.
 *
 * @throws UsageError outside of {@link EtaggedProvider}
 */
export function useCacheStats(): Stats {
  const { subscribe, current } = statsStoreOf(useEtagged())
  return useSyncExternalStore(subscribe, current, current)
}
