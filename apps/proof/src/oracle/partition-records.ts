import type { KeyRange } from '@etagged/core'
import type { OpenStore } from '../world/disk.ts'
import { type Origin, paths } from '../world/origin.ts'
import { BASE_URL } from '../world/world.ts'
import { type Floor, raise } from './session-book.ts'

/** What the oracle knows of a partition on disk, counted apart from the disk's own fence. */
export interface PartitionRecord {
  /** How many ends were committed. */
  ends: number
  /** When rows were last removed for good, in the world's order of events: asked for, and done. */
  clearedFrom: number
  clearedAt: number
  /** Invalidations that are on disk: what whoever starts later may rely on. */
  readonly floors: Map<string, Floor>
  /** Rows went, or writes were refused: what is missing may come back older. */
  inTrouble: boolean
  /** Rows from before the last end are there for who opens next. */
  isKept: boolean
  /** Sessions whose store was opened: without, none can be verified. By their generations. */
  readonly opened: Set<string>
  /**
   * An opening failed, maybe after it had its effect: nobody knows which generation it adopted. Or
   * the browser removed all before a session had opened its store, and nobody tells that session.
   */
  isOpenedBlindly: boolean
  /** The store that created the generation that lasts. */
  creator: OpenStore | undefined
}

/** The records of all partitions, by name. */
export interface PartitionRecords {
  of(name: string): PartitionRecord
  readonly all: Iterable<readonly [name: string, record: PartitionRecord]>
}

export function createPartitionRecords(): PartitionRecords {
  const records = new Map<string, PartitionRecord>()
  return {
    of(name) {
      const known = records.get(name) ?? createRecord()
      records.set(name, known)
      return known
    },
    all: records,
  }
}

function createRecord(): PartitionRecord {
  return {
    ends: 0,
    clearedFrom: 0,
    clearedAt: 0,
    floors: new Map(),
    inTrouble: false,
    isKept: false,
    opened: new Set(),
    isOpenedBlindly: false,
    creator: undefined,
  }
}

/** A store was told to invalidate: whoever starts later gets nothing from before (I19). */
export function raiseFloors({ floors }: PartitionRecord, argument: unknown, origin: Origin): void {
  const { ranges, at } = argument as { ranges: readonly KeyRange[]; at: number }
  for (const path of paths.filter((one) => isMeant(ranges, one))) {
    raise(floors, path, { version: origin.versionAt(path, at), because: 'I19' })
  }
}

/** As a range names the group of a path's answers, on whatever origin. */
export function tagOf(path: string): string {
  return `* ${path}`
}

function isMeant(ranges: readonly KeyRange[], path: string): boolean {
  const key = `same-origin GET ${BASE_URL}${path}`
  return ranges.some((range) => {
    if ('tag' in range) return range.tag === tagOf(path)
    return 'key' in range ? range.key === key : key.startsWith(range.prefix)
  })
}
