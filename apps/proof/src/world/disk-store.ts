import {
  GenerationEndedError,
  type KeyRange,
  type ResponseStore,
  type StoredResponse,
} from '@etagged/core'
import type { Disk, OpenStore } from './disk.ts'
import type { PartitionState, Transactions } from './disk-state.ts'
import type { Scheduler } from './scheduler.ts'

interface Parts {
  readonly store: OpenStore
  readonly state: () => PartitionState
  readonly scheduler: Scheduler
  readonly disk: Disk
  readonly onEnd: () => void
}

type Method = keyof ResponseStore

class DiskError extends Error {
  override readonly name = 'DiskError'
}

/**
 * A page's store on the disk. Transactions of one store have their effect in the order of the
 * calls; those of several in any. A page that dies takes along what has not had its effect yet.
 */
export function createDiskStore({ store, state, scheduler, disk, onEnd }: Parts): ResponseStore {
  const { page, number, context } = store
  let transactions = 0
  let unheard = 0
  let life: 'open' | 'ended' | 'closed' = 'open'
  let isHung = false

  /** Tells the page what came of a transaction: now, or when it listens. */
  function tell(name: string, isSlow: boolean, hear: () => void): void {
    if (page.dead) return
    if (!isSlow && !page.frozen && unheard === 0) return hear()
    unheard++
    scheduler.add({
      name: `${page.name} hears of ${name}`,
      lane: `hears ${number}`,
      page,
      run() {
        unheard--
        hear()
      },
    })
  }

  function run<T>(
    method: Method,
    argument: unknown,
    effect: (on: PartitionState) => T,
  ): Promise<T> {
    disk.onCall(store, method, argument)
    if (life === 'ended') return Promise.reject(new GenerationEndedError())
    if (life === 'closed') return Promise.reject(new DiskError('The connection is closed'))
    return new Promise((resolve, reject) => {
      const isSlow = disk.isSlow(++transactions)
      const name = `store ${number} ${method}`
      const transact = (): void => {
        const { fault } = disk
        disk.fault = undefined
        if (fault === 'hung') isHung = true
        if (isHung && method !== 'end') return
        const fail = (): void => reject(new DiskError(`${name} failed`))
        if (fault === 'refused') return tell(name, isSlow, fail)
        try {
          const had = state().generation
          const result = effect(state())
          const created = method === 'open' && had === undefined
          disk.onCommit({ store, operation: method, argument, created, state: state() })
          const isLost = fault === 'done-but-failed'
          tell(name, isSlow, () => (isLost ? fail() : resolve(result)))
        } catch (error) {
          tell(name, isSlow, () => reject(error))
        }
      }
      const takeBack = scheduler.add({
        name: `${page.name} ${name}`,
        lane: isHung ? `hung ${number} ${transactions}` : `store ${number}`,
        run() {
          store.underWay.delete(takeBack)
          transact()
        },
      })
      store.underWay.add(takeBack)
    })
  }

  function fenced<T>(
    method: Method,
    argument: unknown,
    effect: (on: Transactions) => T,
  ): Promise<T> {
    return run(method, argument, (on) => effect(on.within(store.adopted, context.epoch)))
  }

  return {
    open: () =>
      run('open', undefined, (on) => {
        store.adopted = on.adopt().generation
      }),
    get: (key) => fenced('get', key, (on) => on.get(key, scheduler.now)),
    put: (stored: StoredResponse) =>
      fenced('put', stored, (on) => {
        on.put(stored, scheduler.now)
        return true
      }),
    freshen: (stored) => fenced('freshen', stored, (on) => on.freshen(stored)),
    invalidate: (ranges: readonly KeyRange[], at) =>
      fenced('invalidate', { ranges, at }, (on) => on.invalidate(ranges, at)),
    delete: (ranges) => fenced('delete', ranges, (on) => on.delete(ranges)),
    keys: (ranges) => fenced('keys', ranges, (on) => on.keys(ranges)),
    isCurrent: () =>
      run(
        'isCurrent',
        undefined,
        (on) => store.adopted !== undefined && store.adopted === on.generation,
      ),
    flush: () => fenced('flush', undefined, () => undefined),
    size: () => fenced('size', undefined, (on) => on.size()),
    end({ keep = false } = {}) {
      const ended = run('end', { keep }, (on) => {
        on.end(keep)
        onEnd()
      })
      life = 'ended'
      return ended
    },
    distrust() {
      disk.onCall(store, 'distrust', undefined)
      state().distrust()
    },
    close() {
      disk.onCall(store, 'close', undefined)
      life = 'closed'
    },
  }
}
