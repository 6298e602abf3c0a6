import type { Sessions } from './cache/session.ts'
import type { Clock } from './clock.ts'
import { fieldValue } from './http/fields.ts'
import { correctedInitialAge } from './rules/age.ts'
import { freshUntil } from './rules/freshness.ts'
import type { Policy, ResolvedPolicy } from './rules/policy.ts'
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

/** What is held of the session that is open. */
export interface Inventory {
  /**
   * What memory holds now, the least recently used first. Nothing while a page that has slept asks
   * whether its session lasts.
   */
  entries(): readonly EntryInfo[]
  /**
   * The size of memory, and of the disk, which is asked for it: for 5 s at most, once it is open.
   * Opens nothing, and never rejects.
   */
  size(): Promise<TierSizes>
}

interface InventoryOptions {
  readonly sessions: Sessions<unknown>
  readonly clock: Clock
  readonly policyOf: (policy: Policy | undefined) => ResolvedPolicy
}

/** What of an entry no time changes. */
interface Timeless {
  readonly etag: string | undefined
  readonly tags: readonly string[]
  readonly initialAge: Seconds
  readonly until: Seconds
}

export function createInventory({ sessions, clock, policyOf }: InventoryOptions): Inventory {
  const policy = policyOf(undefined)
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

  function entryOf(stored: StoredResponse, now: Seconds): EntryInfo {
    const { url, status, responseTime: validatedAt, body, invalidated } = stored
    const { etag, tags, initialAge, until } = timelessOf(stored)
    const ttl = until - now
    return {
      url,
      method: 'GET',
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
      const { memory, verification } = sessions.snapshot().partition
      if (verification !== undefined) return []
      const now = clock.now()
      const stored = memory.keys().flatMap((key) => memory.get(key))
      return stored.map((response) => entryOf(response, now))
    },
    async size() {
      const { partition } = sessions.snapshot()
      if (partition.verification !== undefined) await partition.verification
      const disk = await partition.diskSize()
      // What is a former user's is no longer told.
      const isOpen = sessions.snapshot().partition === partition
      return { memory: partition.memory.size(), disk: isOpen ? disk : undefined }
    },
  }
}
