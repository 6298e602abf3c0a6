import type { CacheEvent, DiskEntry, EntryInfo, Etagged } from '@etagged/core'
import { createDiskDetails } from './disk-details.ts'
import type { DiskKeys } from './entry-row.ts'

/** At most once in so long the disk is asked for its keys; ms. */
const LEAST_BETWEEN = 1000
/** What is written in one go is asked for once; ms. */
const COMPANY = 250
/** A write may come so long after its event: then the disk is asked once more; ms. */
const LATE = 1500

/** What the disk holds, as far as it was asked, while somebody listens. */
export interface DiskListing {
  /** By URL. Another map whenever the disk was asked. */
  readonly keys: () => DiskKeys
  /** What was read of one key, with what has changed since in its age; `undefined`: nothing yet. */
  readonly detailsOf: (entry: DiskEntry) => readonly EntryInfo[] | undefined
  /** Reads these keys, as far as they were not read since they last changed. */
  readonly read: (entries: readonly DiskEntry[]) => void
  /** Asks for the keys now. */
  readonly ask: () => Promise<void>
  /** Asks at once, and again when something has happened. The returned function ends that. */
  readonly start: () => () => void
}

/**
 * @param now the instant by the cache's clock; seconds
 * @param onChange there is something else to show
 */
export function createDiskListing(
  client: Etagged,
  now: () => number,
  onChange: () => void,
): DiskListing {
  const details = createDiskDetails(client, now, onChange)
  let keys: DiskKeys = new Map()
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastAsked = -Infinity
  let isLateUntil = -Infinity
  let isListening = false

  async function ask(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    lastAsked = performance.now()
    const { generation } = client.session
    const entries = await client.diskEntries()
    if (!isListening || generation !== client.session.generation) return
    keys = byUrl(entries)
    onChange()
    if (lastAsked < isLateUntil) plan(LEAST_BETWEEN)
  }

  function plan(delay: number): void {
    timer ??= setTimeout(() => void ask(), delay)
  }

  function hear(event: CacheEvent): void {
    if (event.type === 'session') forget()
    else if (!mayChangeTheDisk(event)) return
    details.distrust(event)
    const heard = performance.now()
    isLateUntil = heard + LATE
    plan(Math.max(COMPANY, lastAsked + LEAST_BETWEEN - heard))
  }

  function forget(): void {
    keys = new Map()
    details.clear()
  }

  return {
    keys: () => keys,
    detailsOf: details.of,
    read: details.read,
    ask,
    start() {
      isListening = true
      const unsubscribe = client.subscribe(hear)
      void ask()
      return () => {
        isListening = false
        clearTimeout(timer)
        timer = undefined
        unsubscribe()
        forget()
      }
    },
  }
}

function byUrl(entries: readonly DiskEntry[]): DiskKeys {
  const keys = new Map<string, DiskEntry[]>()
  for (const entry of entries) {
    const others = keys.get(entry.url)
    if (others === undefined) keys.set(entry.url, [entry])
    else others.push(entry)
  }
  return keys
}

/** A hit writes nothing, and a failure of the network neither. */
function mayChangeTheDisk(event: CacheEvent): boolean {
  if (event.type === 'request') return event.outcome.kind === 'forwarded'
  return event.type !== 'peek' && event.type !== 'failure' && event.type !== 'fallback'
}
