import type { Awaitable, Clock, ResponseStore, StoreContext, StoreFactory } from '@etagged/core'
import type { Faults } from './faults.ts'

/** A factory whose stores fail on demand. */
export interface FaultyStores {
  readonly createStore: StoreFactory
  /** Each store that is open loses its connection: what it is asked next rejects. */
  readonly loseConnections: () => void
}

export function faultyStores(
  createStore: StoreFactory,
  clock: Clock,
  faults: () => Faults,
): FaultyStores {
  const open = new Set<ResponseStore>()
  const lost = new Set<ResponseStore>()

  function forget(store: ResponseStore): void {
    open.delete(store)
    lost.delete(store)
  }

  /** As a store in IndexedDB does: it makes sure that the rows are still there, and says so. */
  async function reopen(store: ResponseStore, { report }: StoreContext): Promise<void> {
    const lasts = open.has(store) && (await store.isCurrent())
    if (lasts && open.has(store)) report({ type: 'reopened' })
  }

  function faultyStore(context: StoreContext): ResponseStore {
    const store = createStore(context)

    function connected<T>(run: () => Awaitable<T>): Awaitable<T> {
      if (!lost.delete(store)) return run()
      // Not before whoever asked has heard of the loss.
      clock.after(0, () => void reopen(store, context).catch(nothing))
      return Promise.reject(
        new DOMException('The database connection is closing.', 'InvalidStateError'),
      )
    }

    function writing<T>(run: () => Awaitable<T>): Awaitable<T> {
      if (faults().disk === 'none') return connected(run)
      return Promise.reject(new DOMException('There is no more room.', 'QuotaExceededError'))
    }

    return {
      open() {
        open.add(store)
        return store.open()
      },
      get: (key) => connected(() => store.get(key)),
      put: (stored) => writing(() => store.put(stored)),
      freshen: (stored) => writing(() => store.freshen(stored)),
      invalidate: (ranges, at) => connected(() => store.invalidate(ranges, at)),
      delete: (ranges) => connected(() => store.delete(ranges)),
      keys: (ranges) => connected(() => store.keys(ranges)),
      isCurrent: () => connected(() => store.isCurrent()),
      flush: () => connected(() => store.flush()),
      size: () => connected(() => store.size()),
      // What a sign-out removes is gone, whatever is simulated.
      end(options) {
        forget(store)
        return store.end(options)
      },
      distrust: () => store.distrust(),
      close() {
        forget(store)
        store.close()
      },
    }
  }

  return {
    createStore: faultyStore,
    loseConnections() {
      for (const store of open) lost.add(store)
    },
  }
}

/** Whoever asks it next hears of it. */
function nothing(): void {}
