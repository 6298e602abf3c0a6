import type { KeyRange, Seconds, StoredResponse, StoreReport, StoreSize } from '@etagged/core'
import { type Books, createBooks } from './books.ts'
import type { Fence } from './fence.ts'
import { isOvertaken } from './invalidations.ts'
import {
  deleting,
  displacing,
  forgetting,
  freshening,
  invalidating,
  type Operation,
  putting,
} from './operations.ts'
import { createReads } from './reads.ts'
import { bytesOnDisk, isIntact, readRows, responseOf, type Variant } from './rows.ts'
import { createWrites } from './writes.ts'

/** What a store does between its opening and its end. */
export interface Responses {
  get(key: string): Promise<readonly StoredResponse[]>
  put(stored: StoredResponse): Promise<boolean>
  freshen(stored: StoredResponse): Promise<boolean>
  invalidate(ranges: readonly KeyRange[], at: Seconds): Promise<void>
  delete(ranges: readonly KeyRange[]): Promise<void>
  keys(ranges?: readonly KeyRange[]): Promise<readonly string[]>
  size(): Promise<StoreSize>
  /** Writes at once what waits; resolves when all is settled, and never rejects. */
  flush(): Promise<void>
  /** Drops what waits to be written: its generation has ended. */
  discard(because: Error): void
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

  /** Apart from those that are written: a transaction may be under way. */
  async function readBooks(): Promise<Books> {
    await writes.settled()
    const books = createBooks()
    await fence.use('readonly', (responses) => books.sync(responses))
    return books
  }

  async function writeNow(operation: Operation): Promise<void> {
    const written = writes.enqueue(operation)
    void writes.settled()
    await written
  }

  /** What cannot be done now is found again. */
  function inPassing(operation: Operation, onDone: () => void = () => {}): void {
    writes.enqueue(operation).then(onDone, () => undefined)
  }

  function forget(key: string, damaged: readonly Variant[]): void {
    let isForgotten = false
    const operation = forgetting(key, damaged, () => (isForgotten = true))
    inPassing(operation, () => {
      if (isForgotten) report({ type: 'damaged', key })
    })
  }

  return {
    async get(key) {
      await writes.settled(key)
      const { rows, invalidations } = await read(key)
      const { variants, isGarbled } = readRows(key, rows, epoch)
      const intact = variants.filter(isIntact)
      const damaged = variants.filter((variant) => !intact.includes(variant))
      if (isGarbled) inPassing(deleting([{ key }]), () => report({ type: 'damaged', key }))
      else if (damaged.length > 0) forget(key, damaged)
      if (intact.length > 0) writes.touch(key)
      return intact.map((variant) => {
        const response = responseOf(key, variant)
        if (!isOvertaken(invalidations, key, response)) return response
        return { ...response, invalidated: true }
      })
    },

    async put(stored) {
      if (!isTaken(stored)) {
        await writes.enqueue(displacing(stored))
        return false
      }
      const evicted = await writes.enqueue(putting(stored))
      return !evicted.includes(stored.key)
    },

    async freshen(stored) {
      let isFound = false
      const evicted = await writes.enqueue(freshening(stored, () => (isFound = true)))
      return isFound && !evicted.includes(stored.key)
    },

    invalidate: (ranges, at) => writeNow(invalidating(ranges, at)),
    delete: (ranges) => writeNow(deleting(ranges)),

    async keys(ranges = [{ prefix: '' }]) {
      const books = await readBooks()
      return [...new Set(ranges.flatMap((range) => books.keysIn(range)))]
    },

    async size() {
      const { entries, bytes } = await readBooks()
      return { entries, bytes }
    },

    flush: writes.flush,
    discard: writes.discard,
  }
}
