import type { CacheEvent, DiskEntry, EntryInfo, Etagged } from '@etagged/core'
import { keyOf } from '../panel/key-of.ts'
import { createRecentMap } from '../recording/recent-map.ts'

/** So many keys are read at a time: for each the disk reads a body. */
const MOST_AT_ONCE = 4
/** So many keys are remembered: more than a window of the table shows. */
const MOST_KEYS = 400

/** What was read of single keys of the disk. Reading is a use of them there, so only a few are. */
export interface DiskDetails {
  readonly of: (entry: DiskEntry) => readonly EntryInfo[] | undefined
  readonly read: (entries: readonly DiskEntry[]) => void
  /** What the event is about is read anew the next time; shown meanwhile is what is known. */
  readonly distrust: (event: CacheEvent) => void
  readonly clear: () => void
}

interface Read {
  readonly entries: readonly EntryInfo[]
  /** By the cache's clock, which may be a simulated one; seconds. */
  readonly at: number
  isDoubtful: boolean
}

/** @param now the instant by the cache's clock; seconds */
export function createDiskDetails(
  client: Etagged,
  now: () => number,
  onChange: () => void,
): DiskDetails {
  const known = createRecentMap<Read>(MOST_KEYS)
  const wanted = new Map<string, DiskEntry>()
  const reading = new Set<string>()

  function next(): void {
    for (const [key, entry] of wanted) {
      if (reading.size >= MOST_AT_ONCE) return
      wanted.delete(key)
      void readOne(key, entry)
    }
  }

  async function readOne(key: string, entry: DiskEntry): Promise<void> {
    reading.add(key)
    const { generation } = client.session
    const entries = await client.readDiskEntry(entry)
    reading.delete(key)
    if (generation === client.session.generation) {
      known.set(key, { entries, at: now(), isDoubtful: false })
      onChange()
    }
    next()
  }

  return {
    of(entry) {
      const read = known.get(keyOf(entry))
      if (read === undefined) return undefined
      const passed = Math.max(0, now() - read.at)
      return read.entries.map((info) => aged(info, passed))
    },
    read(entries) {
      // What has left the window since it was wanted need not be read.
      wanted.clear()
      for (const entry of entries) {
        const key = keyOf(entry)
        const isKnown = known.get(key)?.isDoubtful === false
        if (!isKnown && !reading.has(key)) wanted.set(key, entry)
      }
      next()
    },
    distrust(event) {
      const urls = urlsOf(event)
      for (const [key, read] of known.entries()) {
        if (urls === undefined || urls.includes(urlIn(key))) read.isDoubtful = true
      }
    },
    clear() {
      known.clear()
      wanted.clear()
    },
  }
}

function aged(info: EntryInfo, passed: number): EntryInfo {
  const ttl = info.ttl - passed
  return { ...info, age: info.age + passed, ttl, isFresh: info.isFresh && ttl > 0 }
}

function urlIn(key: string): string {
  return key.slice(key.indexOf(' ', key.indexOf(' ') + 1) + 1)
}

/** What an event is about; `undefined`: perhaps more than it can tell. */
function urlsOf(event: CacheEvent): readonly string[] | undefined {
  return 'url' in event ? [event.url] : undefined
}
