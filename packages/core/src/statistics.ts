import type { Journal } from './cache/journal.ts'
import { count, type Counts, createTally, type Rates, ratesOf } from './counts.ts'
import type { StoreSize } from './stores/response-store.ts'

/** What the cache did since the client was made. */
export interface Stats extends Counts, Rates {
  /** Responses in memory now; the variants of one URL count as one. */
  readonly entries: number
  /** Memory they take, in bytes, by estimate. */
  readonly memoryBytes: number
  /** Failures of the persistent store, as `store-fault` events tell of them. */
  readonly storeFaults: number
}

/** Counts what the journal tells. */
export function createStatistics(journal: Journal, size: () => StoreSize): () => Stats {
  const tally = createTally()
  let storeFaults = 0
  journal.subscribe((event) => {
    if (event.type === 'store-fault') storeFaults++
    else count(tally, event)
  })
  return () => {
    const { entries, bytes: memoryBytes } = size()
    return { ...tally, ...ratesOf(tally), entries, memoryBytes, storeFaults }
  }
}
