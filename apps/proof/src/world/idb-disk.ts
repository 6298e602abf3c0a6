import type { ResponseStore, StoreContext, StoreFactory } from '@etagged/core'
import { createPartitionState } from './disk-state.ts'
import type { Disk, OpenStore } from './disk.ts'

/**
 * A disk that is no model: stores of another make, watched from outside. What only a model can do
 * on command, it does not do.
 */
export function createIdbDisk(createStore: StoreFactory): Disk {
  const stores: OpenStore[] = []
  const state = createPartitionState({})

  function watched(store: OpenStore): ResponseStore {
    const real = createStore(store.context)

    /** Told once the method has resolved: it had its effect before. */
    async function tell<T>(
      operation: keyof ResponseStore,
      argument: unknown,
      run: () => T | Promise<T>,
    ): Promise<T> {
      disk.onCall(store, operation, argument)
      const result = await run()
      disk.onCommit({ store, operation, argument, created: false, state })
      return result
    }

    return {
      open: () => tell('open', undefined, () => real.open()),
      get: (key) => tell('get', key, () => real.get(key)),
      put: (stored) => tell('put', stored, () => real.put(stored)),
      freshen: (stored) => tell('freshen', stored, () => real.freshen(stored)),
      invalidate: (ranges, at) =>
        tell('invalidate', { ranges, at }, () => real.invalidate(ranges, at)),
      delete: (ranges) => tell('delete', ranges, () => real.delete(ranges)),
      keys: (ranges) => tell('keys', ranges, () => real.keys(ranges)),
      isCurrent: () => tell('isCurrent', undefined, () => real.isCurrent()),
      flush: () => tell('flush', undefined, () => real.flush()),
      size: () => tell('size', undefined, () => real.size()),
      end: (options) => tell('end', { keep: false, ...options }, () => real.end(options)),
      distrust: () => real.distrust(),
      close: () => real.close(),
    }
  }

  const disk: Disk = {
    forPage: (page, sessionOf) => (context: StoreContext) => {
      const store: OpenStore = {
        number: stores.length + 1,
        page,
        context: {
          ...context,
          report(told) {
            if (!page.dead) context.report(told)
          },
        },
        session: sessionOf(context.partition),
        adopted: undefined,
        underWay: new Set(),
      }
      stores.push(store)
      return watched(store)
    },
    state: () => state,
    fault: undefined,
    isSlow: () => false,
    announces: () => true,
    onCommit: () => undefined,
    onCall: () => undefined,
    evict: () => undefined,
    damage: () => undefined,
    clear: () => undefined,
    reconnect: () => undefined,
    forget: () => undefined,
  }
  return disk
}
