import type { Clock } from '../clock.ts'
import { SessionEndedError } from '../errors.ts'
import { urlOfKey } from '../rules/cache-key.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { tagsOf } from '../rules/tags.ts'
import { createChangeLog } from '../stores/change-log.ts'
import { createMemoryStore, type MemoryStore } from '../stores/memory-store.ts'
import type { KeyRange } from '../stores/response-store.ts'
import { readers } from './data.ts'
import { forgetAll } from './forget-all.ts'
import { createTeller, type Journal, type Tell } from './journal.ts'
import { keyRangesOf, meantBy, type Named, tagsMeantBy, urlsOf } from './named-urls.ts'
import { onRestored } from './on-restored.ts'
import type { OtherTabs, TabLink } from './other-tabs.ts'
import type { Pending } from './pending.ts'
import type { AttachedDisk, Disk, Persistence } from './persistence.ts'
import { randomId } from './random-id.ts'
import { EVERYONE } from './partition-name.ts'
import { createFlights, type Flights } from './single-flight.ts'

/**
 * All that one session owns: whoever holds this object is inside the session, and its end is the
 * end of everything in it. A request takes it once, at its start, and asks it after every wait.
 */
export interface Partition<Arrival> {
  readonly name: string
  /** Rows of another epoch are misses. */
  readonly epoch: string
  /** Random: tells this sign-in from every other, also of the same user. Everyone's has one only. */
  readonly generation: string
  readonly memory: MemoryStore
  /**
   * The disk, which the first call begins to open: a page that does not know its user yet opens
   * nothing. `undefined`: there is none.
   */
  openDisk(): Disk | undefined
  /** The same partition in other tabs, joined by the first call; `undefined`: this one is alone. */
  joinTabs(): TabLink | undefined
  readonly flights: Flights<Arrival>
  /**
   * From now on what is stored under these URLs, or with these tags, must be validated, and what is
   * on its way may be older than the change (RFC 9111 §4.4). Resolves when the disk knows.
   */
  invalidate(named: Named): Promise<void>
  /** Forgets what is stored under these keys, in memory at once. */
  remove(keys: readonly string[]): Promise<void>
  /** Forgets what is stored for these URLs, or with these tags, in memory at once. */
  removeNamed(named: Named): Promise<void>
  /** Was it requested before it was removed by its name? Then it must not be brought back. */
  isRemoved(stored: StoredResponse): boolean
  /** Takes over what the disk has for these keys, if that is newer. */
  refresh(keys: readonly string[]): void
  /** The same for one key, at once: what is stored under it now, here or by another tab. */
  reread(key: string): Promise<readonly StoredResponse[]>
  /** Pending while the disk is asked whether the session still lasts: nothing is read meanwhile. */
  readonly verification: Promise<void> | undefined
  /** Throws `SessionEndedError` once the session has ended. */
  assertOpen(): void
  /** Ends it for memory and flights at once; resolves when nothing on disk can be read. */
  end(options?: { readonly keep?: boolean }): Promise<void>
  /** Ends its requests; what they wrote may still be on its way to disk. */
  stop(): void
  /** Ends it for memory and flights; the disk keeps its rows. */
  leave(): void
  /** Its rows were removed from outside: it goes on without what memory held, on a disk opened anew. */
  startOver(): void
  /** Writes now what the disk may have put off. */
  flush(): Promise<void>
  /** The disk as it is; `undefined`: there is none, or nobody has asked for it yet. Opens nothing. */
  readonly disk: Disk | undefined
}

/** What befalls a session from outside. */
export interface PartitionNews {
  /** It was ended in another tab, or its rows were removed. */
  onEnded(): void
  /** Whether it still lasts is asked, or was answered; told after a long sleep only. */
  onVerifying(verifying: boolean): void
}

export interface PartitionOptions {
  readonly name: string
  readonly store: Persistence | undefined
  readonly tabs: OtherTabs | undefined
  readonly epoch: string
  readonly maxBytes: number
  readonly clock: Clock
  readonly journal: Journal
  readonly pending: Pending
  /** The end of a former session on the same rows, if it is still under way. */
  readonly after: Promise<void> | undefined
  readonly news: PartitionNews
  /** The ends that this client told other tabs of: a next session of the user may hear of them. */
  readonly ownEnds: Set<string>
}

export function openPartition<Arrival>(options: PartitionOptions): Partition<Arrival> {
  const { name, epoch, maxBytes, clock, journal, pending, after, news } = options
  const generation = name === EVERYONE ? EVERYONE : randomId()
  const began = clock.now()
  const flights = createFlights<Arrival>(clock)
  const removals = createChangeLog()
  let disk: Disk | undefined
  let link: TabLink | undefined
  let ended = false
  let hasJoined = false

  const teller = createTeller(journal, clock)
  const tell: Tell = (event) => teller(generation, event)

  const memory = createMemoryStore({
    maxBytes,
    readers,
    onEviction: (key) =>
      tell({ type: 'eviction', url: urlOfKey(key), tier: 'memory', because: 'limit' }),
    onRelease(stored) {
      // What is from the future, since the clock was ahead, would seem newer than all that comes.
      if (stored.requestTime <= clock.now()) attached?.changes.outrun(stored)
    },
  })

  function onEnded(): void {
    if (!ended) news.onEnded()
  }

  function join(): TabLink | undefined {
    if (ended || hasJoined) return link
    hasJoined = true
    link = options.tabs?.join({
      partition,
      began,
      clock,
      pending,
      disk: () => disk,
      changes: attached?.changes,
      tell,
      isOwnEnd: (at) => options.ownEnds.delete(`${name} ${at}`),
      onEnded,
      onVerifying: (verifying) => news.onVerifying(verifying),
    })
    return link
  }

  function openDisk(): Disk | undefined {
    if (ended || disk !== undefined) return disk
    disk = attached?.open()
    // Before anything is read of it; but to open it takes longer.
    join()
    return disk
  }

  // With a link it is asked whether the session still lasts.
  const stopListening = onRestored(() => {
    if (link === undefined) forgetAll(partition, attached?.changes, tell)
  })

  function stop(): void {
    ended = true
    stopListening()
    flights.end(new SessionEndedError())
  }

  async function forget(ranges: readonly KeyRange[], named: Named): Promise<void> {
    memory.delete(ranges)
    flights.forget(meantBy(named), tagsMeantBy(named))
    await openDisk()?.delete(ranges)
    link?.announceRemoved(named)
  }

  const partition: Partition<Arrival> = {
    name,
    epoch,
    generation,
    memory,
    openDisk,
    joinTabs: join,
    flights,
    async invalidate(named) {
      const ranges = keyRangesOf(named)
      const at = clock.now()
      memory.invalidate(ranges, at)
      flights.overlap(meantBy(named), tagsMeantBy(named))
      await openDisk()?.invalidate(ranges, at)
      link?.announceInvalidated(named)
    },
    remove(keys) {
      const ranges = keys.map((key) => ({ key }))
      return forget(ranges, { urls: urlsOf(keys) })
    },
    removeNamed(named) {
      const ranges = keyRangesOf(named)
      removals.note(ranges, clock.now())
      return forget(ranges, named)
    },
    isRemoved: (stored) => stored.requestTime <= removals.last(stored.key, tagsOf(stored)),
    refresh: (keys) => attached?.refresh(keys),
    reread: async (key) => attached?.reread(key) ?? memory.get(key),
    get verification() {
      return link?.verification
    },
    assertOpen() {
      if (ended) throw new SessionEndedError()
    },
    stop,
    async end(how) {
      const at = clock.now()
      // Also when this session never used the disk: a former page may have left rows there.
      const rows = openDisk()
      stop()
      memory.end()
      await rows?.end(how)
      if (link !== undefined) options.ownEnds.add(`${name} ${at}`)
      link?.announceEnd(at)
      link?.close()
    },
    leave() {
      stop()
      memory.end()
      disk?.close()
      link?.close()
    },
    startOver() {
      disk?.close()
      disk = undefined
      forgetAll(partition, attached?.changes, tell)
    },
    async flush() {
      await disk?.flush()
    },
    get disk() {
      return disk
    },
  }

  const attached: AttachedDisk | undefined = options.store?.attach({
    partition,
    clock,
    pending,
    after,
    tell,
    onEnded,
  })

  return partition
}
