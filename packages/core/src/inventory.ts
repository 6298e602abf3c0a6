import type { Sessions } from './cache/session.ts'
import { EVERYONE } from './cache/partition-name.ts'
import type { Partition } from './cache/partition.ts'
import type { Clock } from './clock.ts'
import { fieldValue } from './http/fields.ts'
import { correctedInitialAge } from './rules/age.ts'
import { freshUntil } from './rules/freshness.ts'
import type { Audience, ResolvedPolicy } from './rules/policy.ts'
import { isDiscarded } from './rules/reuse.ts'
import { tagNamesOf } from './rules/tags.ts'
import type { Seconds, StoredResponse } from './rules/stored-response.ts'
import { bytesHeld } from './stores/memory-store.ts'
import type { StoreSize } from './stores/response-store.ts'

/** A stored response without its body and without fields of its request. Plain data. */
export interface EntryInfo {
  /** Absolute, without a fragment. The variants of a URL are entries of their own (`Vary`). */
  readonly url: string
  readonly method: 'GET'
  /** Whose it is: the session's, or everyone's. */
  readonly audience: Audience
  readonly status: number
  /** As the origin sent it; absent: there is none. */
  readonly etag?: string
  /** What `invalidate({ tag })` finds it by: the app's tags, and the server's `Cache-Groups`. */
  readonly tags: readonly string[]
  /** The instant of the 200 or 304 that last confirmed it. */
  readonly validatedAt: Seconds
  /** Its age now (RFC 9111 §4.2.3). */
  readonly age: Seconds
  /** Freshness left by the client's own policy; not above 0 when it must be validated. */
  readonly ttl: Seconds
  /** Would it answer a plain request now, without the network? */
  readonly isFresh: boolean
  /** Length of its body in bytes, after content decoding. */
  readonly bytes: number
  /** The room it takes in memory, in bytes, by the estimate that `memory.maxBytes` limits. */
  readonly memoryBytes: number
  /** A write, or the app, has invalidated it (RFC 9111 §4.4). */
  readonly invalidated: boolean
}

/** What the tiers hold. */
export interface TierSizes {
  readonly memory: StoreSize
  /** `undefined`: there is no disk, it is not in use yet, or it did not answer. */
  readonly disk: StoreSize | undefined
}

/** What is held of the session that is open, and of what is everyone's. */
export interface Inventory {
  /**
   * What memory holds now: the session's, then everyone's, in each part the least recently used first.
   * Nothing while a page that has slept asks whether its session lasts.
   */
  entries(): readonly EntryInfo[]
  /**
   * The size of memory, and of the disk, which is asked for it: for 5 s at most, once it is open. The
   * session's part and everyone's are added up. Opens nothing, and never rejects.
   */
  size(): Promise<TierSizes>
}

interface InventoryOptions {
  readonly sessions: Sessions<unknown>
  readonly clock: Clock
  readonly policy: ResolvedPolicy
}

/** What of an entry no time changes. */
interface Timeless {
  readonly etag: string | undefined
  readonly tags: readonly string[]
  readonly initialAge: Seconds
  readonly until: Seconds
}

export function createInventory({ sessions, clock, policy }: InventoryOptions): Inventory {
  // A page may look at thousands of entries several times a second.
  const remembered = new WeakMap<StoredResponse, Timeless>()

  function timelessOf(stored: StoredResponse): Timeless {
    const known = remembered.get(stored)
    if (known !== undefined) return known
    const etag = fieldValue(stored.fields, 'etag')
    const initialAge = correctedInitialAge(stored)
    const tags = tagNamesOf(stored)
    const timeless = { etag, tags, initialAge, until: freshUntil(stored, policy) }
    remembered.set(stored, timeless)
    return timeless
  }

  function entryOf(stored: StoredResponse, audience: Audience, now: Seconds): EntryInfo {
    const { url, status, responseTime: validatedAt, body, invalidated } = stored
    const { etag, tags, initialAge, until } = timelessOf(stored)
    const ttl = until - now
    return {
      url,
      method: 'GET',
      audience,
      status,
      ...(etag === undefined ? {} : { etag }),
      tags,
      validatedAt,
      age: initialAge + Math.max(0, now - validatedAt),
      ttl,
      // A clock that went back cannot tell how old it is.
      isFresh: ttl > 0 && now >= validatedAt && !isDiscarded(stored, policy, now),
      bytes: body.bytes,
      memoryBytes: bytesHeld(stored),
      invalidated,
    }
  }

  return {
    entries() {
      const now = clock.now()
      return sessions.parts().flatMap(({ memory, verification, name }) => {
        if (verification !== undefined) return []
        const audience = name === EVERYONE ? 'everyone' : 'user'
        const stored = memory.keys().flatMap((key) => memory.get(key))
        return stored.map((response) => entryOf(response, audience, now))
      })
    },
    async size() {
      const parts = sessions.parts()
      const sizes = await Promise.all(parts.map(diskSizeOf))
      // What is a former user's is no longer told.
      const isOpen = sessions.parts()[0] === parts[0]
      const known = isOpen ? sizes.filter((size) => size !== undefined) : []
      const disk = known.length > 0 ? sumOf(known) : undefined
      return { memory: memorySize(parts), disk }
    },
  }
}

export function memorySize(parts: readonly Partition<unknown>[]): StoreSize {
  return sumOf(parts.map(({ memory }) => memory.size()))
}

async function diskSizeOf(partition: Partition<unknown>): Promise<StoreSize | undefined> {
  if (partition.verification !== undefined) await partition.verification
  return partition.diskSize()
}

function sumOf(sizes: readonly StoreSize[]): StoreSize {
  const sum = (name: keyof StoreSize): number => sizes.reduce((all, size) => all + size[name], 0)
  return { entries: sum('entries'), bytes: sum('bytes') }
}
