import type { KeyRange, ResponseStore } from '@etagged/core'
import type { OpenStore } from '../world/disk.ts'
import { paths } from '../world/origin.ts'
import { raise } from './session-book.ts'
import {
  createPartitionRecord,
  type DiskWatch,
  type DiskWatchOptions,
  isMeant,
  type PartitionRecord,
} from './watch-disk.ts'

/**
 * What can be known of a disk without looking into it: a method that resolved had its effect
 * between its call and then. I6 is judged by what is read: see `createCalls`.
 */
export function watchFromOutside({ world }: DiskWatchOptions): DiskWatch {
  const { disk, origin, scheduler } = world
  const partitions = new Map<string, PartitionRecord>()
  const ends = new Map<OpenStore, number>()

  function partition(name: string): PartitionRecord {
    const known = partitions.get(name) ?? createPartitionRecord()
    partitions.set(name, known)
    return known
  }

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
    invalidate(argument, record) {
      const { ranges, at } = argument as { ranges: readonly KeyRange[]; at: number }
      for (const path of paths.filter((one) => isMeant(ranges, one))) {
        raise(record.floors, path, { version: origin.versionAt(path, at), because: 'I19' })
      }
    },
  }

  disk.onCommit = ({ store, operation, argument }) =>
    effects[operation]?.(argument, partition(store.context.partition), store)

  return {
    partition,
    trouble(name) {
      partition(name).inTrouble = true
    },
    leftOpen: () => undefined,
    cleared: (name) => end(partition(name), scheduler.now),
    checkAtRest: () => undefined,
  }
}
