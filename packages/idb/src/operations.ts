import {
  type KeyRange,
  MOST_VARIANTS,
  type Seconds,
  type StoredResponse,
  tagsOf,
  variantKey,
} from '@etagged/core'
import { type Books, type Entry, type Extent, markOf } from './books.ts'
import { readInvalidations, remember, writeInvalidations } from './invalidations.ts'
import { rowsOf } from './reads.ts'
import {
  bytesOnDisk,
  formatFreshenings,
  formatRow,
  type Found,
  fresheningKey,
  fresheningOf,
  isSame,
  type RangeOfKeys,
  readRows,
  responseKey,
  rowsIn,
  type Variant,
  variantOf,
} from './rows.ts'
import type { Freshening } from './stored-metadata.ts'

/** What a transaction works on, one operation after the other. */
export interface Desk {
  readonly responses: IDBObjectStore
  readonly books: Books
  readonly epoch: string
}

/** What is to be done, whenever its transaction comes. */
export interface Operation {
  /** The keys that are concerned. */
  readonly ranges: readonly KeyRange[]
  /** Estimate of the room that it takes. */
  readonly bytes: number
  /** Waits for nothing but requests. */
  readonly apply: (desk: Desk) => void | Promise<void>
}

const SMALL = 1024

export function putting(stored: StoredResponse): Operation {
  const { key, body } = stored
  let arrived: Variant | undefined
  return {
    ranges: [{ key }],
    bytes: bytesOnDisk(body) + SMALL,
    async apply(desk) {
      const variant = (arrived ??= variantOf(stored))
      const former = desk.books.get(key)
      // Most need not look at what they replace, which costs more than to replace it.
      if (former === undefined || isBefore(former, variant)) return write(desk, key, [variant])
      await rewrite(desk, key, ({ variants }) => {
        const replaced = variants.find((other) => isSameVariant(other, variant))
        if (replaced !== undefined && isAfter(replaced, variant)) return undefined
        const others = variants.filter((other) => other !== replaced)
        others.sort((a, b) => timeOf(a) - timeOf(b))
        return [...others.slice(1 - MOST_VARIANTS), variant]
      })
    },
  }
}

/** For what is not taken: what it would have replaced must not be served in its stead. */
export function displacing(stored: StoredResponse): Operation {
  const { key } = stored
  const arrived = fresheningOf(stored)
  return small([{ key }], async (desk) => {
    await rewrite(desk, key, ({ variants }) =>
      unlessAll(variants, (other) => !isSameVariant(other, arrived) || isAfter(other, arrived)),
    )
  })
}

/** `onFound` is called when the body is there, even if it has been validated later. */
export function freshening(stored: StoredResponse, onFound: () => void): Operation {
  const { key } = stored
  const arrived = fresheningOf(stored)
  return small([{ key }], async ({ responses, books, epoch }) => {
    const entry = books.get(key)
    if (entry === undefined) return
    const before = isPlain(entry, arrived)
      ? [{ bodyId: entry.bodyId, metadata: { ...arrived.metadata, requestTime: entry.time } }]
      : readRows(key, await rowsOf(responses, key), epoch).variants
    const former = before.find((each) => isSame(each, arrived))
    if (former === undefined) return
    onFound()
    if (isAfter(former, arrived)) return
    const all = before.map((each) => (each === former ? arrived : each))
    responses.put(formatFreshenings(key, all, epoch), fresheningKey(key))
    books.enter({ ...entry, time: Math.max(entry.time, timeOf(arrived)), tags: marksOf(all) })
  })
}

export function invalidating(ranges: readonly KeyRange[], at: Seconds): Operation {
  return small(ranges, async ({ responses }) => {
    writeInvalidations(responses, remember(await readInvalidations(responses), ranges, at))
  })
}

export function deleting(ranges: readonly KeyRange[]): Operation {
  return small(ranges, async (desk) => {
    for (const range of ranges) {
      if ('tag' in range) await removeTagged(desk, range.tag)
      else remove(desk, range)
    }
  })
}

/** The books tell where to look. Only where there are variants do the rows tell which one is meant. */
async function removeTagged(desk: Desk, tag: string): Promise<void> {
  const isOther = ({ metadata }: Variant): boolean => !tagsOf(metadata).includes(tag)
  for (const key of desk.books.keysIn({ tag })) {
    if (desk.books.get(key)?.bodyId !== '') remove(desk, { key })
    else await rewrite(desk, key, ({ variants }) => unlessAll(variants, isOther))
  }
}

/** Notes uses, but of no row that so many others are older than that it does not go soon. */
export function touching(keys: readonly string[]): Operation {
  return small([], ({ books }) => {
    for (const key of keys) {
      const entry = books.get(key)
      if (entry !== undefined && books.isOld(key)) books.enter(entry)
    }
  })
}

/** Looks again before it removes: by now a new body may be there. */
export function forgetting(
  key: string,
  damaged: readonly Variant[],
  onForgotten: () => void,
): Operation {
  return small([{ key }], async (desk) => {
    const isDone = await rewrite(desk, key, ({ variants }) =>
      unlessAll(variants, (each) => !damaged.some((other) => isSame(each, other))),
    )
    if (isDone) onForgotten()
  })
}

/** Removes the least recently used until no more is left. Answers with their keys. */
export function evict(desk: Desk, most: Extent): readonly string[] {
  const { books } = desk
  const evicted: string[] = []
  while (books.entries > most.entries || books.bytes > most.bytes) {
    const key = books.oldest()
    if (key === undefined) break
    remove(desk, { key })
    evicted.push(key)
  }
  return evicted
}

function remove({ responses, books }: Desk, range: RangeOfKeys): void {
  for (const rows of rowsIn(range)) responses.delete(rows)
  for (const key of books.keysIn(range)) {
    books.enter({ key, bytes: 0, time: 0, bodyId: '', tags: [] })
  }
}

/** In place of what is there; false when `decide` leaves that as it is. */
async function rewrite(
  desk: Desk,
  key: string,
  decide: (found: Found) => readonly Variant[] | undefined,
): Promise<boolean> {
  const variants = decide(readRows(key, await rowsOf(desk.responses, key), desk.epoch))
  if (variants === undefined) return false
  remove(desk, { key })
  if (variants.length > 0) write(desk, key, variants)
  return true
}

/** What freshened the former body is left: it names that body, and holds for no other. */
function write({ responses, books, epoch }: Desk, key: string, variants: readonly Variant[]): void {
  const { row, bytes } = formatRow(key, variants, epoch)
  const [first] = variants
  const isOnly = variants.length === 1 && first !== undefined && variantKey(first.metadata) === ''
  responses.put(row, responseKey(key))
  books.enter({
    key,
    bytes,
    time: Math.max(...variants.map(timeOf)),
    bodyId: isOnly ? first.bodyId : '',
    tags: marksOf(variants),
  })
}

function marksOf(variants: readonly Freshening[]): readonly number[] {
  const tags = variants.flatMap(({ metadata }) => tagsOf(metadata))
  return tags.length === 0 ? [] : [...new Set(tags.map(markOf))]
}

/** Does the entry tell all about what this replaces, or freshens? */
function isPlain(entry: Entry, { metadata }: Freshening): boolean {
  return entry.bodyId !== '' && variantKey(metadata) === ''
}

/** Not at the same instant: it may have been freshened since. */
function isBefore(entry: Entry, arrived: Freshening): boolean {
  return isPlain(entry, arrived) && entry.time < timeOf(arrived)
}

/** The request that began last wins, whichever answer comes first. */
function isAfter(one: Freshening, other: Freshening): boolean {
  return timeOf(one) > timeOf(other)
}

function isSameVariant(one: Freshening, other: Freshening): boolean {
  return variantKey(one.metadata) === variantKey(other.metadata)
}

function timeOf({ metadata }: Freshening): Seconds {
  return metadata.requestTime
}

function unlessAll<T>(all: readonly T[], isKept: (each: T) => boolean): readonly T[] | undefined {
  const kept = all.filter(isKept)
  return kept.length === all.length ? undefined : kept
}

function small(ranges: readonly KeyRange[], apply: Operation['apply']): Operation {
  return { ranges, bytes: SMALL, apply }
}
