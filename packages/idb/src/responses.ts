import type { KeyRange, Seconds, StoredResponse, StoreReport, StoreSize } from '@etagged/core'
import { faultOf } from './faults.ts'
import type { Fence } from './fence.ts'
import { isOvertaken } from './invalidations.ts'
import {
  deleting,
  displacing,
  freshening,
  invalidating,
  listing,
  mending,
  putting,
  weighing,
} from './operations.ts'
import { createReads } from './reads.ts'
import { bytesOnDisk, readRows } from './rows.ts'
import { createWrites } from './writes.ts'

/** What a store does between its opening and its end. */
export interface Responses {
  /** Adopts the generation. What is read meanwhile goes along with that. */
  open(): Promise<void>
  get(key: string): Promise<readonly StoredResponse[]>
  put(stored: StoredResponse): Promise<boolean>
  freshen(stored: StoredResponse): Promise<boolean>
  invalidate(ranges: readonly KeyRange[], at: Seconds): Promise<void>
  delete(ranges: readonly KeyRange[]): Promise<void>
  keys(ranges?: readonly KeyRange[]): Promise<readonly string[]>
  size(): Promise<StoreSize>
  /** Writes at once what waits; resolves when all is settled, and never rejects. */
  flush(): Promise<void>
}

export interface Limits {
  /** The most bytes to keep, by estimate. */
  readonly maxBytes: number
  /** The most primary keys to keep. */
  readonly maxEntries: number
  /** The most bytes of one body; what is larger, or takes over half of `maxBytes`, is not taken. */
  readonly maxEntryBytes: number
}

export const defaultLimits: Limits = {
  maxBytes: 64 * 2 ** 20,
  maxEntries: 10_000,
  maxEntryBytes: 5 * 2 ** 20,
}

/** Chromium takes no value beyond 133,169,152 bytes, and fails the whole transaction. */
const MOST_VALUE_BYTES = 100 * 2 ** 20

export interface ResponsesOptions {
  readonly fence: Fence
  readonly epoch: string
  readonly limits: Limits
  readonly report: (report: StoreReport) => void
}

/** Rows of another epoch are absent. */
export function responsesIn({ fence, epoch, limits, report }: ResponsesOptions): Responses {
  const { maxBytes, maxEntries, maxEntryBytes } = limits
  const goal = { entries: maxEntries, bytes: maxBytes }
  const writes = createWrites({ fence, epoch, limits: goal, report })
  const read = createReads(fence)

  function isTaken({ body }: StoredResponse): boolean {
    const bytes = bytesOnDisk(body)
    // One that fills the room would flush all others, and then itself.
    return bytes <= Math.min(maxEntryBytes, maxBytes / 2) && bytes < MOST_VALUE_BYTES
  }

  /** In passing: what cannot be removed now is found again. */
  function remove(key: string, removing: Promise<boolean | void>): void {
    removing.then(
      (isRemoved) => isRemoved !== false && report({ type: 'damaged', key }),
      () => undefined,
    )
  }

  return {
    async open() {
      await read()
    },

    async get(key) {
      await writes.settled(key)
      const reading = await read(key).catch((error: unknown) => {
        if (faultOf(error) !== 'lost') throw error
        remove(key, writes.enqueue(deleting([{ key }])))
      })
      if (reading === undefined) return []
      const { variants, isDamaged } = readRows(key, reading.rows, epoch)
      if (isDamaged) remove(key, writes.enqueue(mending(key)))
      if (variants.length > 0) writes.touch(key)
      return variants.map((stored) =>
        isOvertaken(reading.notes, stored) ? { ...stored, invalidated: true } : stored,
      )
    },

    put: (stored) => writes.enqueue(isTaken(stored) ? putting(stored) : displacing(stored)),
    freshen: (stored) => writes.enqueue(freshening(stored)),
    invalidate: (ranges, at) => writes.write(invalidating(ranges, at)),
    delete: (ranges) => writes.write(deleting(ranges)),
    keys: (ranges = [{ prefix: '' }]) => writes.write(listing(ranges)),
    size: () => writes.write(weighing()),
    flush: writes.flush,
  }
}
