import {
  type KeyRange,
  type Seconds,
  type StoredBody,
  type StoredResponse,
  type StoreReport,
  type StoreSize,
  tagsOf,
} from '@etagged/core'
import { faultOf } from './faults.ts'
import type { Fence } from './fence.ts'
import { type Desk, displace, freshen, invalidate, mend, put, remove } from './operations.ts'
import { createReads } from './reads.ts'
import { bytesOnDisk, readRows } from './rows.ts'
import { createWrites } from './writes.ts'

/** What a store does between its opening and its end. */
export interface Responses {
  /** Adopts the generation. What is read meanwhile goes along with that. */
  readonly open: () => Promise<void>
  readonly get: (key: string) => Promise<readonly StoredResponse[]>
  readonly put: (stored: StoredResponse) => Promise<boolean>
  readonly freshen: (stored: StoredResponse) => Promise<boolean>
  readonly invalidate: (ranges: readonly KeyRange[], at: Seconds) => Promise<void>
  readonly delete: (ranges: readonly KeyRange[]) => Promise<void>
  readonly keys: (ranges?: readonly KeyRange[]) => Promise<readonly string[]>
  readonly size: () => Promise<StoreSize>
  /** Writes at once what waits; resolves when all is settled, and never rejects. */
  readonly flush: () => Promise<void>
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
  const writes = createWrites({ fence, epoch, maxEntries, maxBytes, report })
  const { enqueue, write } = writes
  const read = createReads(fence)

  function fits(body: StoredBody): boolean {
    const bytes = bytesOnDisk(body)
    // One that fills the room would flush all others, and then itself.
    return bytes <= Math.min(maxEntryBytes, maxBytes / 2) && bytes < MOST_VALUE_BYTES
  }

  async function removeDamaged(key: string, isLost: boolean): Promise<void> {
    let isRemoved = false
    const apply = async (desk: Desk): Promise<void> => {
      isRemoved = await mend(desk, key, isLost)
    }
    try {
      await enqueue([{ key }], apply, nothing)
      if (isRemoved) report({ type: 'damaged', key })
    } catch {
      // It is found again.
    }
  }

  return {
    async open() {
      fence.open()
      await read()
    },

    async get(key) {
      await writes.settled(key)
      const [reading] = await read(key).catch((error: unknown) => {
        if (faultOf(error) !== 'lost') throw error
        void removeDamaged(key, true)
        return []
      })
      if (reading === undefined) return []
      const { variants, damaged } = readRows(key, reading.rows, epoch)
      if (damaged.length > 0) void removeDamaged(key, false)
      if (variants.length > 0) writes.touch(key)
      return variants.map((stored) =>
        stored.requestTime <= reading.invalidations.last(key, tagsOf(stored))
          ? { ...stored, invalidated: true }
          : stored,
      )
    },

    put(stored) {
      const isTaken = fits(stored.body)
      return enqueue(
        [stored],
        (desk) => (isTaken ? put : displace)(desk, stored),
        (books) => isTaken && books.get(stored.key).length > 0,
        bytesOnDisk(stored.body),
      )
    },

    freshen: (stored) =>
      enqueue(
        [stored],
        (desk) => freshen(desk, stored),
        (books) => books.get(stored.key).some(({ bodyId }) => bodyId === stored.body.id),
      ),

    invalidate: (ranges, at) => write(ranges, (desk) => invalidate(desk, ranges, at), nothing),

    delete: (ranges) => write(ranges, (desk) => remove(desk, ranges), nothing),

    keys: (ranges = [{ prefix: '' }]) =>
      write([], nothing, (books) => [...new Set(ranges.flatMap(books.keysIn))]),

    size: () => write([], nothing, ({ entries, bytes }) => ({ entries, bytes, maxBytes })),

    flush: writes.flush,
  }
}

function nothing(): void {}
