import { type Clock, type EtaggedOptions, type Persistence, systemClock } from '@etagged/core'
import { createPersistence } from '@etagged/core/persistence'
import { type Faults, noFaults } from './faults.ts'
import { faultyNetwork } from './faulty-network.ts'
import { faultyStores } from './faulty-store.ts'

export type { Faults } from './faults.ts'

/** Makes the network, the clock and the store of one client fail, to see what the cache does about it. */
export interface Simulation {
  /**
   * The options of a client whose network, clock and store can be made to fail: to be called once, for
   * one client. While nothing is simulated they do as those that are given.
   */
  around(options: EtaggedOptions): EtaggedOptions
  /** What goes wrong now: the same object until it changes. */
  current(): Faults
  /**
   * What goes wrong from now on; what is not named stays.
   *
   * - `network`: `offline` rejects as `fetch` does; `slow` lets 2 s pass before a request goes;
   *   `status-500` and `status-429` answer without the network, the latter with `Retry-After: 30`.
   *   Writes fail likewise.
   * - `clockOffset`: in seconds, and ahead; timers, and how long something took, stay as they are. What
   *   is stored meanwhile is from the future once the offset is taken away.
   * - `disk`: `full` makes each write of a response reject with a `QuotaExceededError`, and the store is
   *   not asked to make room. The cache then writes nothing new for 60 s by its clock, also when there
   *   is room again; an offset lets that time pass.
   */
  change(faults: Partial<Faults>): void
  /**
   * The store loses its connection, once, as when the browser closes it: what it is asked next rejects
   * with an `InvalidStateError`, and then it has another one. The cache tells of a `store-fault` and a
   * `reopening`. After the fourth loss it gives the store up for the session (I35). A sign-out is never
   * in the way of that.
   */
  loseConnection(): void
  /** Hears when `current` changes; the returned function ends that. */
  subscribe(listener: () => void): () => void
}

/**
 * Makes a client's parts fail on purpose, by hand in the panel or by `change`.
 *
 * @example
 * const simulation = createSimulation()
 * const etagged = createEtagged(simulation.around({ store: createIdbStore() }))
 */
export function createSimulation(): Simulation {
  const listeners = new Set<() => void>()
  let faults = noFaults
  let loseConnections = (): void => undefined
  const current = (): Faults => faults

  function storeOf(store: Persistence | undefined, clock: Clock): Pick<EtaggedOptions, 'store'> {
    if (store === undefined) return {}
    const stores = faultyStores(store.createStore, clock, current)
    loseConnections = stores.loseConnections
    return { store: { ...createPersistence(stores.createStore), tabs: store.tabs } }
  }

  return {
    around(options) {
      const { clock = systemClock, fetch: given } = options
      const network: typeof fetch = given ?? ((...args) => globalThis.fetch(...args))
      return {
        ...options,
        ...storeOf(options.store, clock),
        fetch: faultyNetwork(network, clock, current),
        clock: shifted(clock, current),
      }
    },
    current,
    change(changed) {
      const next = { ...faults, ...changed }
      if (isSame(next, faults)) return
      faults = next
      for (const listener of listeners) listener()
    },
    loseConnection: () => loseConnections(),
    subscribe(listener) {
      // Who subscribes twice is heard of twice.
      const own = (): void => listener()
      listeners.add(own)
      return () => listeners.delete(own)
    },
  }
}

/** Only what time it is changes, and not how it passes. */
function shifted(clock: Clock, faults: () => Faults): Clock {
  return {
    now: () => clock.now() + faults().clockOffset,
    elapsed: () => clock.elapsed?.() ?? clock.now(),
    after: (delay, task) => clock.after(delay, task),
  }
}

function isSame(one: Faults, other: Faults): boolean {
  const { network, clockOffset, disk } = other
  return one.network === network && one.clockOffset === clockOffset && one.disk === disk
}
