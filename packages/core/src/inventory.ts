import { readers } from './cache/data.ts'
import type { Sessions } from './cache/session.ts'
import { EVERYONE } from './cache/partition-name.ts'
import type { Partition } from './cache/partition.ts'
import type { Disk } from './cache/persistence.ts'
import type { Clock } from './clock.ts'
import { fieldValue } from './http/fields.ts'
import { inVerifiedSession } from './in-verified-session.ts'
import { correctedInitialAge } from './rules/age.ts'
import { cacheKey, credentialsOfKey, urlOfKey } from './rules/cache-key.ts'
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
  /** Of its cache key: only a request of the same mode is answered by it. */
  readonly credentials: RequestCredentials
  /** Whose it is: the session's, or everyone's. */
  readonly audience: Audience
  /** Of the answer that is stored: 2xx, or another one with `storeErrors`. */
  readonly status: number
  /** As the origin sent it; absent: there is none. */
  readonly etag?: string
  /** What `invalidate({ tag })` finds it by: the app's tags, and the server's `Cache-Groups`. */
  readonly tags: readonly string[]
  /** When the 200 or 304 arrived that last confirmed it; seconds since the epoch. */
  readonly validatedAt: Seconds
  /** Its age now, in seconds (RFC 9111 §4.2.3). */
  readonly age: Seconds
  /** Seconds of freshness left by the client's own policy; not above 0 when it must be validated. */
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

/** A key under which the disk keeps something. Plain data. */
export type DiskEntry = Pick<EntryInfo, 'url' | 'credentials' | 'audience'>

/** What the tiers hold. */
export interface TierSizes {
  /** Each part has a limit of its own: everyone's counts while something is held of it. */
  readonly memory: StoreSize
  /** `undefined`: there is no disk, it is not in use yet, or it did not answer. */
  readonly disk: StoreSize | undefined
  /** The parts that `disk` is made of, those that told. */
  readonly diskParts: Readonly<Partial<Record<Audience, StoreSize>>>
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
   * session's part and everyone's are added up, their limits only if both tell them; `diskParts` has
   * them apart. Opens nothing, and never rejects.
   */
  size(): Promise<TierSizes>
  /**
   * The keys under which the disk keeps something, which is asked for 5 s at most, once it is open; no
   * body is read. Under some there may be only what another `version` has stored. None: there is no
   * disk, it is not in use yet, it did not answer, or the session ended meanwhile. Opens nothing, and
   * never rejects.
   */
  diskEntries(): Promise<readonly DiskEntry[]>
  /**
   * What the disk has under this key, as `entries` tells it of memory, which stays as it is:
   * `memoryBytes` is the room that it would take there, read as data. To be asked for a few keys, since
   * bodies are read: for the store that is a use, and it takes up to 250 ms. Nothing as with
   * `diskEntries`.
   */
  readDiskEntry(entry: DiskEntry): Promise<readonly EntryInfo[]>
}

interface InventoryOptions {
  readonly sessions: Sessions<unknown>
  readonly clock: Clock
  readonly policy: ResolvedPolicy
}

/** What of an entry no time changes. */
interface Timeless {
  readonly credentials: RequestCredentials
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
    const credentials = credentialsOfKey(stored.key) ?? 'same-origin'
    const timeless = { credentials, etag, tags, initialAge, until: freshUntil(stored, policy) }
    remembered.set(stored, timeless)
    return timeless
  }

  function entryOf(
    stored: StoredResponse,
    audience: Audience,
    now: Seconds,
    isRead = true,
  ): EntryInfo {
    const { url, status, responseTime: validatedAt, body, invalidated } = stored
    const { credentials, etag, tags, initialAge, until } = timelessOf(stored)
    const ttl = until - now
    const info: EntryInfo = {
      url,
      method: 'GET',
      credentials,
      audience,
      status,
      tags,
      validatedAt,
      age: initialAge + Math.max(0, now - validatedAt),
      ttl,
      // A clock that went back cannot tell how old it is.
      isFresh: ttl > 0 && now >= validatedAt && !isDiscarded(stored, policy, now),
      bytes: body.bytes,
      memoryBytes: bytesHeld(stored, isRead),
      invalidated,
    }
    return etag === undefined ? info : Object.assign(info, { etag })
  }

  /** What the disks of both parts tell, as far as they are open or opening. */
  async function askDisks<T>(
    ask: (disk: Disk, audience: Audience) => Promise<T | undefined>,
  ): Promise<readonly T[]> {
    const parts = sessions.parts()
    const asked = parts.map(async (part) =>
      inVerifiedSession(part, () => {
        const { disk } = part
        // There are few openings, and this is no reason for one.
        const isInUse = disk?.isPersistent() || disk?.isOpening()
        return disk !== undefined && isInUse ? ask(disk, audienceOf(part)) : undefined
      }),
    )
    const told = await Promise.all(asked.map((each) => each.catch(nothing)))
    // What is a former user's is no longer told.
    const isOpen = sessions.parts()[0] === parts[0]
    return isOpen ? told.filter((each) => each !== undefined) : []
  }

  return {
    entries() {
      const now = clock.now()
      return sessions.parts().flatMap((part) => {
        const { memory, verification } = part
        if (verification !== undefined) return []
        const audience = audienceOf(part)
        return memory
          .list()
          .map((stored) => entryOf(stored, audience, now, readers.get(stored.body) === null))
      })
    },
    async size() {
      const parts = sessions.parts()
      const told = await askDisks(async (disk, audience) => {
        const size = await disk.size()
        return size && ([audience, size] as const)
      })
      const diskParts = Object.fromEntries(told)
      const sizes = Object.values(diskParts)
      const disk = sizes.length > 0 ? sumOf(sizes) : undefined
      return { memory: memorySize(parts), disk, diskParts }
    },
    async diskEntries() {
      const listed = await askDisks(async (disk, audience) =>
        (await disk.keys()).flatMap((key) => {
          const credentials = credentialsOfKey(key)
          return credentials === undefined ? [] : { url: urlOfKey(key), credentials, audience }
        }),
      )
      return listed.flat()
    },
    async readDiskEntry(entry) {
      const key = cacheKey({ method: 'GET', ...entry })
      const read = await askDisks(async (disk, audience) => {
        if (audience !== entry.audience) return []
        const judge = disk.judge(key)
        const rows = judge(await disk.get(key))
        const now = clock.now()
        return rows.map((stored) => entryOf(stored, audience, now))
      })
      return read.flat()
    },
  }
}

/** Of the session's part first. */
export function memorySize(parts: readonly Partition<unknown>[]): StoreSize {
  const sizes = parts.map(({ memory }) => memory.size())
  // A limit of what no app asks for would make memory seem to have twice the room.
  return sumOf(sizes.filter(({ entries }, index) => index === 0 || entries > 0))
}

function audienceOf({ name }: Partition<unknown>): Audience {
  return name === EVERYONE ? 'everyone' : 'user'
}

function sumOf(sizes: readonly StoreSize[]): StoreSize {
  const sum = (name: keyof StoreSize): number =>
    sizes.reduce((all, size) => all + (size[name] ?? Infinity), 0)
  const maxBytes = sum('maxBytes')
  const limit = maxBytes < Infinity ? { maxBytes } : {}
  return { entries: sum('entries'), bytes: sum('bytes'), ...limit }
}

/** The session has ended. */
function nothing(): void {}
