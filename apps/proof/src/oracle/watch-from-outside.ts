import type { ResponseStore } from '@etagged/core'
import type { OpenStore } from '../world/disk.ts'
import { createPartitionRecords, type PartitionRecord, raiseFloors } from './partition-records.ts'
import type { DiskWatch, DiskWatchOptions } from './watch-disk.ts'

/**
 * What can be known of a disk without looking into it: a method that resolved had its effect
 * between its call and then. I6 is judged by what is read: see `createCalls`.
 */
export function watchFromOutside({ world }: DiskWatchOptions): DiskWatch {
  const { disk, origin, scheduler } = world
  const records = createPartitionRecords()
  const ends = new Map<OpenStore, number>()

  function end(record: PartitionRecord, from: number): void {
    record.ends++
    record.clearedFrom = Math.max(record.clearedFrom, from)
    record.clearedAt = scheduler.now
    record.floors.clear()
  }

  disk.onCall = (store, operation) => {
    if (operation === 'end' && !ends.has(store)) ends.set(store, scheduler.now)
  }

  const effects: Partial<
    Record<keyof ResponseStore, (argument: unknown, record: PartitionRecord, by: OpenStore) => void>
  > = {
    open(_argument, record, { session }) {
      record.opened.add(session)
    },
    end(argument, record, by) {
      const { keep } = argument as { keep: boolean }
      if (!keep) end(record, ends.get(by) ?? scheduler.now)
    },
    invalidate: (argument, record) => raiseFloors(record, argument, origin),
  }

  disk.onCommit = ({ store, operation, argument }) =>
    effects[operation]?.(argument, records.of(store.context.partition), store)

  return {
    partition: (name) => records.of(name),
    trouble(name) {
      records.of(name).inTrouble = true
    },
    leftOpen: () => undefined,
    cleared: (name) => end(records.of(name), scheduler.now),
    checkAtRest: () => undefined,
  }
}
