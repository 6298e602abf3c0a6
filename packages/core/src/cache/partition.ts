import type { Clock } from '../clock.ts'
import { SessionEndedError } from '../errors.ts'
import { cacheKeysOf, urlOfKey } from '../rules/cache-key.ts'
import type { MemoryStore } from '../stores/memory-store.ts'
import { createMemoryStore } from '../stores/memory-store.ts'
import type { StoreFactory } from '../stores/response-store.ts'
import { type GuardedStore, guardStore } from './guarded-store.ts'
import type { Journal } from './journal.ts'
import { randomId } from './random-id.ts'
import { createFlights, type Flights } from './single-flight.ts'

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
   * From now on what is stored under these URLs must be validated, and what is on its way may be
   * older than the change (RFC 9111 §4.4).
   */
  invalidate(urls: readonly string[]): Promise<void>
  /** Forgets what is stored under these keys, in memory at once. */
  remove(keys: readonly string[]): Promise<void>
  /** How often something was invalidated: a read that saw another count may have read old rows. */
  readonly invalidations: number
  /** Throws `SessionEndedError` once the session has ended. */
  assertOpen(): void
  /** Ends it for memory and flights at once; resolves when nothing is left on disk. */
  end(): Promise<void>
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
  const flights = createFlights<Arrival>(clock)
  const memory = createMemoryStore({
    maxBytes,
    onEviction: (key) => journal.record({ type: 'eviction', at: clock.now(), url: urlOfKey(key) }),
  })
  let disk: GuardedStore | undefined
  let ended = false
  let invalidations = 0

  function openDisk(): GuardedStore | undefined {
    disk ??=
      store &&
      guardStore({
        store: store({ partition: name, epoch }),
        clock,
        after,
        onFault: (fault) => journal.record({ type: 'store-fault', at: clock.now(), ...fault }),
      })
    return disk
  }

  function leave(): void {
    ended = true
    flights.end(new SessionEndedError())
    memory.end()
  }

  return {
    name,
    generation: randomId(),
    memory,
    get disk() {
      return openDisk()
    },
    warm() {
      openDisk()
    },
    flights,
    async invalidate(urls) {
      invalidations++
      const keys = urls.flatMap(cacheKeysOf)
      memory.invalidate(keys)
      flights.overlap(urls)
      await openDisk()?.invalidate(keys)
    },
    async remove(keys) {
      memory.delete(keys)
      await openDisk()?.delete(keys)
    },
    get invalidations() {
      return invalidations
    },
    assertOpen() {
      if (ended) throw new SessionEndedError()
    },
    async end() {
      leave()
      await openDisk()?.end()
    },
    leave() {
      leave()
      disk?.close()
    },
  }
}
