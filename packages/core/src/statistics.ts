import type { CacheEvent, RequestEvent } from './cache/events.ts'
import type { Journal } from './cache/journal.ts'
import type { StoreSize } from './stores/response-store.ts'

/** What the cache did since the client was made. */
export interface Stats {
  /** Responses in memory now. */
  readonly entries: number
  /** Memory they take, in bytes, by estimate. */
  readonly memoryBytes: number
  /** Reads that were answered. */
  readonly requests: number
  /** Answered without the network. */
  readonly hits: number
  /** Answered from the store after a 304. */
  readonly validated: number
  /** Answered with a body from the network. */
  readonly misses: number
  /** Sent on without asking the store, such as writes. */
  readonly bypassed: number
  readonly failures: number
  /** `hits / requests`; 0 before the first request. */
  readonly hitRate: number
  /** `validated / requests`. */
  readonly validatedRate: number
  /** Bytes of bodies from the network, after content decoding. */
  readonly bytesReceived: number
  /** Bytes of bodies that a hit or a 304 kept off the network. */
  readonly bytesSaved: number
  readonly wastedValidations: number
  readonly evictions: number
  readonly storeFaults: number
}

type Counts = {
  -readonly [
    Name in keyof Omit<Stats, 'entries' | 'memoryBytes' | 'hitRate' | 'validatedRate'>
  ]: number
}

/** Counts what the journal tells. */
export function createStatistics(journal: Journal, size: () => StoreSize): () => Stats {
  const counts: Counts = {
    requests: 0,
    hits: 0,
    validated: 0,
    misses: 0,
    bypassed: 0,
    failures: 0,
    bytesReceived: 0,
    bytesSaved: 0,
    wastedValidations: 0,
    evictions: 0,
    storeFaults: 0,
  }
  journal.subscribe((event) => count(counts, event))
  return () => {
    const { entries, bytes: memoryBytes } = size()
    const rate = (part: number): number => (counts.requests === 0 ? 0 : part / counts.requests)
    return {
      ...counts,
      entries,
      memoryBytes,
      hitRate: rate(counts.hits),
      validatedRate: rate(counts.validated),
    }
  }
}

function count(counts: Counts, event: CacheEvent): void {
  if (event.type === 'request') countRequest(counts, event)
  else if (event.type === 'failure') counts.failures++
  else if (event.type === 'wasted-validation') counts.wastedValidations++
  else if (event.type === 'eviction') counts.evictions++
  else if (event.type === 'store-fault') counts.storeFaults++
}

function countRequest(counts: Counts, { outcome, bytes, inBackground }: RequestEvent): void {
  counts.bytesReceived += bytes.received
  // The caller whose answer it validates is counted already.
  if (inBackground) return
  if (outcome.kind === 'forwarded' && (outcome.fwd === 'bypass' || outcome.fwd === 'method')) {
    counts.bypassed++
    return
  }
  counts.requests++
  counts.bytesSaved += bytes.body - bytes.received
  // What another tab brought cost this one no network either.
  if (outcome.kind === 'hit' || outcome.detail === 'another-tab') counts.hits++
  else if (outcome.fwdStatus === 304) counts.validated++
  else counts.misses++
}
