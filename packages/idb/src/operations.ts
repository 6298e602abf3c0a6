import {
  type KeyRange,
  MOST_VARIANTS,
  type Seconds,
  type StoredBody,
  type StoredResponse,
  type StoreSize,
  tagsOf,
  variantKey,
} from '@etagged/core'
import { promisifyRequest } from 'idb-keyval'
import { type Books, type Entry, markOf, meantBy } from './books.ts'
import type { Sight } from './fence.ts'
import { LOG, remembered } from './invalidations.ts'
import { bytesOnDisk, formatRow, fresheningKey, readRows, responseKey, rowsUnder } from './rows.ts'

/** What a transaction works on, one operation after the other. */
export interface Desk extends Sight {
  readonly books: Books
  readonly epoch: string
}

/** What is to be done, whenever its transaction comes. */
export interface Operation<T> {
  /** The keys that are concerned. */
  readonly ranges: readonly KeyRange[]
  /** Estimate of the room that it takes. */
  readonly bytes: number
  /** Waits for nothing but requests. Gives what tells the outcome, once room has been made. */
  readonly apply: (desk: Desk) => (() => T) | Promise<() => T>
}

const SMALL = 1024

/** Tells whether it is there, or what was requested later. */
export function putting(stored: StoredResponse): Operation<boolean> {
  const { key, body, requestTime } = stored
  return {
    ranges: [{ key }],
    bytes: bytesOnDisk(body) + SMALL,
    apply(desk) {
      const { responses, books, epoch } = desk
      const variant = variantKey(stored)
      const ours = books.get(key).filter((entry) => entry.epoch === epoch)
      const former = ours.find((entry) => entry.variant === variant)
      // The request that began last wins, whichever answer comes first.
      if (former === undefined || former.time <= requestTime) {
        const row = formatRow(epoch, stored, contentOf(body))
        // Twice: what a 304 is to write takes room, too.
        const bytes = bytesOnDisk(body) + 2 * (key.length + row[2].length)
        const others = ours.filter((entry) => entry !== former).toSorted(byTime)
        const newest = others.slice(1 - MOST_VARIANTS)
        drop(desk, key, (entry) => entry !== former && !newest.includes(entry))
        // What freshened the former body is left: it names that body, and holds for no other.
        responses.put(row, responseKey(key, variant))
        books.enter(key, [...newest, entryOf(stored, epoch, bytes)])
      }
      return () => books.get(key).length > 0
    },
  }
}

/** For what is not taken: what it would have replaced must not be served in its stead. */
export function displacing(stored: StoredResponse): Operation<boolean> {
  const { key, requestTime } = stored
  return small([{ key }], (desk) => {
    const variant = variantKey(stored)
    drop(desk, key, (entry) => entry.variant === variant && entry.time <= requestTime)
    return () => false
  })
}

/** Tells whether the body is there, even if it has been validated later. */
export function freshening(stored: StoredResponse): Operation<boolean> {
  const { key, body, requestTime } = stored
  return small([{ key }], ({ responses, books, epoch }) => {
    const variant = variantKey(stored)
    const entries = books.get(key)
    const former = entries.find((entry) => entry.bodyId === body.id && entry.variant === variant)
    if (former !== undefined && former.time <= requestTime) {
      const others = entries.filter((entry) => entry !== former)
      responses.put(formatRow(epoch, stored), fresheningKey(key, variant))
      books.enter(key, [...others, entryOf(stored, epoch, former.bytes)])
    }
    return () => former !== undefined && books.get(key).length > 0
  })
}

export function invalidating(ranges: readonly KeyRange[], at: Seconds): Operation<void> {
  return small(ranges, (desk) => {
    desk.log = remembered(desk.log, ranges, at)
    desk.generations.put(desk.log, LOG)
    return nothing
  })
}

export function deleting(ranges: readonly KeyRange[]): Operation<void> {
  return small(ranges, (desk) => {
    for (const range of ranges) {
      if ('prefix' in range && range.prefix === '') wipe(desk)
      for (const key of desk.books.keysIn(range)) drop(desk, key, meantBy(range, key))
    }
    return nothing
  })
}

/** Notes uses, but of no row that so many others are older than that it does not go soon. */
export function touching(keys: readonly string[]): Operation<void> {
  return small([], ({ books }) => {
    for (const key of keys) {
      const entries = books.get(key)
      if (entries.length > 0 && books.isOld(key)) books.enter(key, entries)
    }
    return nothing
  })
}

/** Removes what is damaged. Looks again before: by now a new body may be there. */
export function mending(key: string): Operation<boolean> {
  return small([{ key }], async (desk) => {
    const { responses, epoch } = desk
    const rows = await promisifyRequest<unknown[]>(responses.getAll(rowsUnder(key)))
    const { variants } = readRows(key, rows, epoch)
    const isIntact = ({ bodyId, variant }: Entry): boolean =>
      variants.some((found) => found.body.id === bodyId && variantKey(found) === variant)
    const isDropped = drop(desk, key, (entry) => entry.epoch === epoch && !isIntact(entry))
    return () => isDropped
  })
}

export function listing(ranges: readonly KeyRange[]): Operation<readonly string[]> {
  return small([], ({ books }) => () => [
    ...new Set(ranges.flatMap((range) => books.keysIn(range))),
  ])
}

export function weighing(): Operation<StoreSize> {
  return small([], ({ books: { entries, bytes } }) => () => ({ entries, bytes }))
}

/** Removes the least recently used until no more is left. Gives their keys. */
export function evict(desk: Desk, most: StoreSize): readonly string[] {
  const { books } = desk
  const evicted: string[] = []
  while (books.entries > most.entries || books.bytes > most.bytes) {
    const key = books.oldest()
    if (key === undefined) break
    drop(desk, key, () => true)
    evicted.push(key)
  }
  return evicted
}

/** Whoever finds no journal cannot tell what the rows are: they go, and a new one begins. */
export function wipe({ responses, books }: Pick<Desk, 'responses' | 'books'>): void {
  responses.clear()
  books.forget()
}

/** False: nothing was to go. */
function drop({ responses, books }: Desk, key: string, isGone: (entry: Entry) => boolean): boolean {
  const entries = books.get(key)
  const gone = entries.filter(isGone)
  if (gone.length === 0) return false
  for (const { variant } of gone) responses.delete(rowsUnder(key, variant))
  books.enter(
    key,
    entries.filter((entry) => !gone.includes(entry)),
  )
  return true
}

function entryOf(stored: StoredResponse, epoch: string, bytes: number): Entry {
  return {
    variant: variantKey(stored),
    epoch,
    bytes,
    time: stored.requestTime,
    bodyId: stored.body.id,
    tags: [...new Set(tagsOf(stored).map(markOf))],
  }
}

/** A clone of a view takes the whole buffer along. */
function contentOf({ content }: StoredBody): StoredBody['content'] {
  return typeof content === 'string' ? content : content.slice()
}

function byTime(one: Entry, other: Entry): number {
  return one.time - other.time
}

function small<T>(ranges: readonly KeyRange[], apply: Operation<T>['apply']): Operation<T> {
  return { ranges, bytes: SMALL, apply }
}

function nothing(): void {}
