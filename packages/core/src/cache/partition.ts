import type { Clock } from '../clock.ts'
import { SessionEndedError } from '../errors.ts'
import { cacheKeysOf, urlOfKey } from '../rules/cache-key.ts'
import type { MemoryStore } from '../stores/memory-store.ts'
import { createMemoryStore } from '../stores/memory-store.ts'
import type { StoreFactory } from '../stores/response-store.ts'
import { type GuardedStore, guardStore } from './guarded-store.ts'
import type { Journal } from './journal.ts'
import { randomId } from './random-id.ts'
import { createFlights, type Flights, type Meant } from './single-flight.ts'

/**
 * All that one session owns: whoever holds this object is inside the session, and its end is the
 * end of everything in it. A request takes it once, at its start, and asks it after every wait.
 */
export interface Partition<Arrival> {
  readonly name: string
  /** Random: tells this sign-in from every other, also of the same user. */
  readonly generation: string
  readonly memory: MemoryStore
  /** Opened by the first access: a page that does not know its user yet opens nothing. */
  readonly disk: GuardedStore | undefined
  /** Begins to open the disk, so that the first read need not wait for it. */
  warm(): void
  readonly flights: Flights<Arrival>
  /**
   * From now on what is stored under these URLs must be validated, and what is on its way to those
   * that are meant may be older than the change (RFC 9111 §4.4).
   *
   * @param isMeant by default: one of `urls`
   */
  invalidate(urls: readonly string[], isMeant?: Meant): Promise<void>
  /** Forgets what is stored under these keys, in memory at once. */
  remove(keys: readonly string[]): Promise<void>
  /** How often something was invalidated: a read that saw another count may have read old rows. */
  readonly invalidations: number
  /** How often something was removed: a read that saw another count may have read removed rows. */
  readonly removals: number
  /** Throws `SessionEndedError` once the session has ended. */
  assertOpen(): void
  /** Ends it for memory and flights at once; resolves when nothing is left on disk. */
  end(): Promise<void>
  /** Ends its requests; what they wrote may still be on its way to disk. */
  stop(): void
  /** Ends it for memory and flights; the disk keeps its rows. */
  leave(): void
}

export interface PartitionOptions {
  readonly name: string
  readonly store: StoreFactory | undefined
  readonly epoch: string
  readonly maxBytes: number
  readonly clock: Clock
  readonly journal: Journal
  /** The end of a former session on the same rows, if it is still under way. */
  readonly after: Promise<void> | undefined
}

export function openPartition<Arrival>(options: PartitionOptions): Partition<Arrival> {
  const { name, store, epoch, maxBytes, clock, journal, after } = options
  const generation = randomId()
  const flights = createFlights<Arrival>(clock)
  const memory = createMemoryStore({
    maxBytes,
    onEviction: (key) =>
      journal.record({ type: 'eviction', at: clock.now(), generation, url: urlOfKey(key) }),
  })
  let disk: GuardedStore | undefined
  let ended = false
  let invalidations = 0
  let removals = 0

  function openDisk(): GuardedStore | undefined {
    if (ended) return disk
    disk ??=
      store &&
      guardStore({
        open: () => store({ partition: name, epoch }),
        clock,
        after,
        onFault: (fault) =>
          journal.record({ type: 'store-fault', at: clock.now(), generation, ...fault }),
      })
    return disk
  }

  function stop(): void {
    ended = true
    flights.end(new SessionEndedError())
  }

  return {
    name,
    generation,
    memory,
    get disk() {
      return openDisk()
    },
    warm() {
      openDisk()
    },
    flights,
    async invalidate(urls, isMeant = (url) => urls.includes(url)) {
      invalidations++
      const keys = urls.flatMap(cacheKeysOf)
      memory.invalidate(keys)
      flights.overlap(isMeant)
      await openDisk()?.invalidate(keys)
    },
    async remove(keys) {
      removals++
      memory.delete(keys)
      const urls = new Set(keys.map(urlOfKey))
      flights.forget((url) => urls.has(url))
      await openDisk()?.delete(keys)
    },
    get invalidations() {
      return invalidations
    },
    get removals() {
      return removals
    },
    assertOpen() {
      if (ended) throw new SessionEndedError()
    },
    stop,
    async end() {
      // Also when this session never used the disk: a former page may have left rows there.
      const rows = openDisk()
      stop()
      memory.end()
      await rows?.end()
    },
    leave() {
      stop()
      memory.end()
      disk?.close()
    },
  }
}
