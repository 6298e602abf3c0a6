import type { ResponseStore, StoreContext, StoreFactory, StoreReport } from '@etagged/core'
import {
  createPartitionState,
  type DiskMutation,
  type Generation,
  type PartitionState,
} from './disk-state.ts'
import { createDiskStore } from './disk-store.ts'
import type { Page } from './page.ts'
import type { Scheduler } from './scheduler.ts'

/** How the next transaction fails: before its effect, after it, or never to be heard of again. */
export type DiskFault = 'refused' | 'done-but-failed' | 'hung'

/** A store that a page has open on the disk. */
export interface OpenStore {
  readonly number: number
  readonly page: Page
  readonly context: StoreContext
  /** The session's generation when the page made the store; what is everyone's has the page's life. */
  readonly session: string
  adopted: Generation | undefined
  /** Take back what has not had its effect yet. */
  readonly underWay: Set<() => void>
}

/** What a transaction has just done. */
export interface Commit {
  readonly store: OpenStore
  readonly operation: keyof ResponseStore
  readonly argument: unknown
  /** It made a generation where there was none. */
  readonly created: boolean
  readonly state: PartitionState
}

export interface Disk {
  forPage(page: Page, sessionOf: (partition: string) => string): StoreFactory
  state(partition: string): PartitionState
  /** Fails the next transaction of any store. */
  fault: DiskFault | undefined
  /** Is what this transaction did heard of later than it is done? By default never. */
  isSlow: (transaction: number) => boolean
  /** Do other tabs' stores hear at once that their generation has ended? By default always. */
  announces: () => boolean
  /** Hears of every transaction that had its effect. */
  onCommit: (commit: Commit) => void
  /** Hears of every method as it is called. */
  onCall: (store: OpenStore, operation: keyof ResponseStore, argument: unknown) => void
  /** Makes room by one row. */
  evict(partition: string, because: 'limit' | 'quota'): void
  /** Finds that a row is not as it was written. */
  damage(partition: string): void
  /** The browser removes everything of the origin, as `Clear-Site-Data` tells it to. */
  clear(): void
  /** Loses connections, which then find others. */
  reconnect(partition: string): void
  /** The page has died: what it had not done yet, it will not do. */
  forget(page: Page): void
}

export function createDisk(scheduler: Scheduler, mutation: DiskMutation = {}): Disk {
  const partitions = new Map<string, PartitionState>()
  const stores: OpenStore[] = []

  function state(partition: string): PartitionState {
    const known = partitions.get(partition) ?? createPartitionState(mutation)
    partitions.set(partition, known)
    return known
  }

  function report(store: OpenStore, told: StoreReport): void {
    scheduler.add({
      name: `${store.page.name} store ${store.number} reports ${told.type}`,
      page: store.page,
      run: () => store.context.report(told),
    })
  }

  function living(partition: string): readonly OpenStore[] {
    return stores.filter(
      ({ context, page, adopted }) =>
        context.partition === partition && !page.dead && adopted !== undefined,
    )
  }

  /** Every other store loses its connection with the rows. */
  function announceEnd(by: OpenStore): void {
    if (!disk.announces()) return
    for (const store of living(by.context.partition)) {
      if (store !== by) report(store, { type: 'ended' })
    }
  }

  const disk: Disk = {
    forPage: (page, sessionOf) => (context) => {
      const store: OpenStore = {
        number: stores.length + 1,
        page,
        context,
        session: sessionOf(context.partition),
        adopted: undefined,
        underWay: new Set(),
      }
      stores.push(store)
      return createDiskStore({
        store,
        state: () => state(context.partition),
        scheduler,
        disk,
        onEnd: () => announceEnd(store),
      })
    },
    state,
    fault: undefined,
    isSlow: () => false,
    announces: () => true,
    onCommit: () => undefined,
    onCall: () => undefined,
    evict(partition, because) {
      const key = state(partition).evict()
      const [store] = living(partition)
      if (key !== undefined && store !== undefined) {
        report(store, { type: 'evicted', keys: [key], because })
      }
    },
    damage(partition) {
      const key = state(partition).evict()
      const [store] = living(partition)
      if (key !== undefined && store !== undefined) report(store, { type: 'damaged', key })
    },
    clear() {
      for (const [partition, cleared] of partitions) {
        cleared.end(false)
        for (const store of living(partition)) report(store, { type: 'ended' })
      }
    },
    reconnect(partition) {
      for (const store of living(partition)) report(store, { type: 'reopened' })
    },
    forget(page) {
      for (const store of stores) {
        if (store.page === page) for (const takeBack of store.underWay) takeBack()
      }
    },
  }
  return disk
}
