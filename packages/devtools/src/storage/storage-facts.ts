import type { CacheEvent, Etagged, TierSizes } from '@etagged/core'
import { readRoom, type Room } from './browser-storage.ts'
import { type Database, readDatabases } from './databases.ts'
import type { Known } from './known.ts'

/** What was told of the storage, for one session. */
export interface StorageFacts {
  readonly generation: string
  readonly sizes: TierSizes
  readonly databases: Known<readonly Database[]>
  readonly room: Known<Room>
}

/** At most once in so long; ms. */
const LEAST_BETWEEN = 2000
/** Writes are on disk by then, as a rule; ms. */
const COMPANY = 500

export interface FactsReader {
  /** Of the session that is open; `undefined`: not told yet. */
  readonly read: () => StorageFacts | undefined
  readonly ask: () => Promise<void>
  /** Asks at once, and again when something has happened. The returned function ends that. */
  readonly start: () => () => void
}

/** @param onChange something else was told */
export function createFactsReader(client: Etagged, onChange: () => void): FactsReader {
  let facts: StorageFacts | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastAsked = -Infinity
  let isStarted = false

  async function ask(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    lastAsked = performance.now()
    const { generation, partition } = client.session
    const [sizes, databases, room] = await Promise.all([
      client.size(),
      readDatabases(partition),
      readRoom(),
    ])
    if (!isStarted) return
    facts = { generation, sizes, databases, room }
    onChange()
  }

  function hear({ type }: CacheEvent): void {
    if (type === 'peek' || type === 'failure') return
    const left = lastAsked + LEAST_BETWEEN - performance.now()
    timer ??= setTimeout(() => void ask(), Math.max(COMPANY, left))
  }

  return {
    read: () => (facts?.generation === client.session.generation ? facts : undefined),
    ask,
    start() {
      isStarted = true
      const unsubscribe = client.subscribe(hear)
      void ask()
      return () => {
        isStarted = false
        clearTimeout(timer)
        timer = undefined
        unsubscribe()
      }
    },
  }
}
