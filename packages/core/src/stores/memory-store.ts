import { variantKey } from '../rules/selection.ts'
import { tagsOf } from '../rules/tags.ts'
import type { Seconds, StoredBody, StoredResponse } from '../rules/stored-response.ts'
import { createChangeLog } from './change-log.ts'
import { isWithin } from './key-range.ts'
import { createRecencyMap } from './recency-map.ts'
import {
  type KeyRange,
  MOST_VARIANTS,
  type ResponseStore,
  type StoreSize,
} from './response-store.ts'

/** Of V8, by heap snapshots: the objects of a response and its places in maps; a field, and its name. */
const BYTES_HELD_PER_ENTRY = 1000
const BYTES_HELD_PER_FIELD = 100

/** The longest body that a memory of so many bytes can hold, if nobody reads it as data. */
export function longestBody(maxBytes: number): number {
  return Math.max(0, maxBytes - BYTES_HELD_PER_ENTRY)
}

/** A store that answers at once, and forgets the least recently used first. */
export interface MemoryStore extends ResponseStore {
  open(): void
  get(key: string): readonly StoredResponse[]
  put(stored: StoredResponse): boolean
  freshen(stored: StoredResponse): void
  invalidate(ranges: readonly KeyRange[], at: Seconds): void
  /** Removes what is meant, at once. */
  delete(ranges: readonly KeyRange[]): void
  keys(ranges?: readonly KeyRange[]): readonly string[]
  /** All that it holds, the least recently used first. Looking is no use. */
  list(): readonly StoredResponse[]
  isCurrent(): boolean
  flush(): void
  /** How much it holds now; `maxBytes` is its own limit. */
  size(): StoreSize
  end(): void
  distrust(): void
}

/** Bodies: `null`, data of it is held as long as it is; else who is to be told once that is so. */
export type Readers = WeakMap<StoredBody, Holder | null>

/** Who holds a body under a key. */
interface Holder {
  readonly key: string
  grow(key: string, body: StoredBody): void
}

/** What {@link createMemoryStore} takes. */
export interface MemoryStoreOptions {
  /** The most bytes to hold, by an estimate of what an engine needs for bodies, data and fields. */
  readonly maxBytes: number
  /** Called with the key of each entry that had to make room. @default nobody hears */
  readonly onEviction?: (key: string) => void
  /** Called for each response that goes before the store's end without a successor. @default nobody hears */
  readonly onRelease?: (stored: StoredResponse) => void
  /**
   * Which bodies are held as data, too, and take their room twice.
   * @default nobody reads them as data
   */
  readonly readers?: Readers
}

const nothing: readonly StoredResponse[] = []

/**
 * The responses of one partition in memory. What was used least recently makes room; a response that
 * can never fit is not taken.
 *
 * @param options its limit, and who hears what becomes of its responses
 */
export function createMemoryStore({
  maxBytes,
  onEviction,
  onRelease,
  readers = new WeakMap(),
}: MemoryStoreOptions): MemoryStore {
  const entries = createRecencyMap<readonly StoredResponse[]>()
  const invalidations = createChangeLog()
  let bytes = 0
  let ended = false

  function replace(key: string, variants: readonly StoredResponse[]): void {
    bytes += bytesOf(variants) - bytesOf(entries.peek(key) ?? nothing)
    if (variants.length > 0) entries.set(key, variants)
    else entries.delete(key)
    for (const { body } of variants) if (!isRead(body)) readers.set(body, { key, grow })
  }

  function isRead(body: StoredBody): boolean {
    return readers.get(body) === null
  }

  function bytesOf(variants: readonly StoredResponse[]): number {
    return variants.reduce((sum, stored) => sum + bytesHeld(stored, isRead(stored.body)), 0)
  }

  /** Its data is held from now on, too. */
  function grow(key: string, body: StoredBody): void {
    const variants = entries.peek(key) ?? nothing
    const having = variants.filter((variant) => variant.body === body)
    bytes += textHeld(body) * having.length
    if (having.length > 0) settle(key, variants)
  }

  /** What can never fit must not push out all else before it is pushed out itself. */
  function settle(key: string, variants: readonly StoredResponse[]): boolean {
    const fits = bytesOf(variants) <= maxBytes
    if (fits) replace(key, variants)
    else {
      release(key, variants)
      onEviction?.(key)
    }
    evict()
    return fits
  }

  function release(key: string, variants: readonly StoredResponse[]): void {
    replace(key, nothing)
    tellReleased(variants)
  }

  function tellReleased(variants: readonly StoredResponse[]): void {
    if (onRelease !== undefined) variants.forEach(onRelease)
  }

  function evict(): void {
    let key = entries.oldest()
    while (isOverfull() && key !== undefined) {
      release(key, entries.peek(key) ?? nothing)
      onEviction?.(key)
      // Who heard of it may have used, stored or removed another one.
      key = entries.oldest()
    }
  }

  function isOverfull(): boolean {
    return bytes > maxBytes
  }

  /** In place of the variant that it succeeds; undefined when that was requested later. */
  function succession(stored: StoredResponse): readonly StoredResponse[] | undefined {
    const variants = entries.peek(stored.key) ?? nothing
    const isSame = (variant: StoredResponse): boolean => variantKey(variant) === variantKey(stored)
    const isLater = ({ requestTime }: StoredResponse): boolean => requestTime > stored.requestTime
    if (variants.some((variant) => isSame(variant) && isLater(variant))) return undefined
    return [...variants.filter((variant) => !isSame(variant)), stored]
  }

  function marked(stored: StoredResponse): StoredResponse {
    const { key, requestTime } = stored
    const isMarked = stored.invalidated || requestTime >= invalidations.last(key, tagsOf(stored))
    return isMarked ? stored : { ...stored, invalidated: true }
  }

  /**
   * The keys of which a response is meant, each with those that are not. Only a prefix or a tag takes
   * a look at every key: thousands of keys may be named at once.
   */
  function within(ranges: readonly KeyRange[]): Map<string, readonly StoredResponse[]> {
    const spared = new Map<string, readonly StoredResponse[]>()
    const wide = ranges.filter((range) => !('key' in range))
    for (const [key, variants] of wide.length > 0 ? entries : []) {
      const others = variants.filter((variant) => !isWithin(wide, key, tagsOf(variant)))
      if (others.length < variants.length) spared.set(key, others)
    }
    for (const range of ranges) {
      if ('key' in range && entries.peek(range.key) !== undefined) spared.set(range.key, nothing)
    }
    return spared
  }

  return {
    open() {},
    get: (key) => entries.use(key) ?? nothing,
    put(stored) {
      if (ended) return false
      const successors = succession(marked(stored))
      if (successors === undefined) return true
      const variants = successors.slice(-MOST_VARIANTS)
      tellReleased(successors.slice(0, -MOST_VARIANTS))
      return settle(stored.key, variants)
    },
    freshen(stored) {
      const variants = entries.peek(stored.key) ?? nothing
      const isItself = ({ body }: StoredResponse): boolean => body.id === stored.body.id
      const freshened = succession(marked(stored))
      if (freshened !== undefined && variants.some(isItself)) replace(stored.key, freshened)
    },
    invalidate(ranges, at) {
      invalidations.note(ranges, at)
      for (const [key, spared] of within(ranges)) {
        const variants = entries.peek(key) ?? nothing
        const mark = (variant: StoredResponse): StoredResponse => ({
          ...variant,
          invalidated: true,
        })
        entries.replace(
          key,
          variants.map((variant) => (spared.includes(variant) ? variant : mark(variant))),
        )
      }
    },
    delete(ranges) {
      for (const [key, spared] of within(ranges)) {
        const variants = entries.peek(key) ?? nothing
        replace(key, spared)
        tellReleased(variants.filter((variant) => !spared.includes(variant)))
      }
    },
    keys: (ranges) => Array.from(ranges === undefined ? entries : within(ranges), ([key]) => key),
    list: () => Array.from(entries, ([, variants]) => variants).flat(),
    isCurrent: () => !ended,
    flush() {},
    distrust() {
      entries.clear()
      bytes = 0
    },
    end() {
      ended = true
      entries.clear()
      bytes = 0
    },
    close() {},
    size: () => ({ entries: entries.size, bytes, maxBytes }),
  }
}

/**
 * The room that a response takes in memory, by estimate: its body, as much again for its data once it
 * was read, and its fields. What a second schema makes of it is not counted.
 */
export function bytesHeld({ key, fields, body }: StoredResponse, isRead: boolean): number {
  let bytes = BYTES_HELD_PER_ENTRY + key.length + textHeld(body) * (isRead ? 2 : 1)
  for (const field of fields) bytes += BYTES_HELD_PER_FIELD + field[1].length
  return bytes
}

/** One byte a character if all are ASCII. */
function textHeld({ content, bytes }: StoredBody): number {
  return content.length === bytes ? bytes : 2 * content.length
}
