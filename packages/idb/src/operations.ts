import {
  type KeyRange,
  MOST_VARIANTS,
  type Seconds,
  type StoredBody,
  type StoredResponse,
  tagsOf,
  variantKey,
} from '@etagged/core'
import { sealResponse } from '@etagged/core/persistence'
import { promisifyRequest } from 'idb-keyval'
import { type Books, type Entry, markOf, meantBy } from './books.ts'
import type { Sight } from './fence.ts'
import { invalidationsIn } from './invalidations.ts'
import { LOG } from './layout.ts'
import { bytesOnDisk, fresheningKey, readRows, responseKey, rowsUnder } from './rows.ts'

/** What a transaction works on, one operation after the other. All wait for nothing but requests. */
export interface Desk extends Sight {
  readonly books: Books
  readonly epoch: string
}

export function put(desk: Desk, stored: StoredResponse): void {
  const { responses, books, epoch } = desk
  const { key, body, requestTime } = stored
  const variant = variantKey(stored)
  const ours = books.get(key).filter((entry) => entry.epoch === epoch)
  const former = ours.find((entry) => entry.variant === variant)
  // The request that began last wins, whichever answer comes first.
  if (former !== undefined && former.time > requestTime) return
  const others = ours.filter((entry) => entry !== former).toSorted((a, b) => a.time - b.time)
  const newest = others.slice(1 - MOST_VARIANTS)
  drop(desk, key, (entry) => entry !== former && !newest.includes(entry))

  const sealed = sealResponse(stored, contentOf(body))
  responses.put([epoch, ...sealed], responseKey(key, variant))
  // What freshened the former body may be left, as it names that body, and is older. At the same
  // instant it is not.
  if (former?.time === requestTime) responses.delete(fresheningKey(key, variant))
  // Twice: what a 304 is to write takes room, too.
  const bytes = bytesOnDisk(body) + 2 * (key.length + sealed[1].length)
  books.enter(key, [...newest, entryOf(stored, epoch, bytes)])
}

/** For what is not taken: what it would have replaced must not be served in its stead. */
export function displace(desk: Desk, stored: StoredResponse): void {
  const variant = variantKey(stored)
  const isReplaced = (entry: Entry): boolean =>
    entry.variant === variant && entry.time <= stored.requestTime
  drop(desk, stored.key, isReplaced)
}

export function freshen({ responses, books, epoch }: Desk, stored: StoredResponse): void {
  const { key, body, requestTime } = stored
  const variant = variantKey(stored)
  const entries = books.get(key)
  const former = entries.find((entry) => entry.bodyId === body.id && entry.variant === variant)
  // Something else is there, or it has been validated later.
  if (former === undefined || former.time > requestTime) return
  const others = entries.filter((entry) => entry !== former)
  responses.put([epoch, ...sealResponse(stored)], fresheningKey(key, variant))
  books.enter(key, [...others, entryOf(stored, epoch, former.bytes)])
}

export function invalidate(desk: Desk, ranges: readonly KeyRange[], at: Seconds): void {
  const log = invalidationsIn(desk.log, at)
  log.note(ranges, at)
  desk.log = log.row()
  desk.generations.put(desk.log, LOG)
}

export function remove(desk: Desk, ranges: readonly KeyRange[]): void {
  for (const range of ranges) {
    if ('prefix' in range && range.prefix === '') wipe(desk)
    const isMeant = meantBy(range)
    for (const key of desk.books.keysIn(range)) drop(desk, key, (entry) => isMeant(key, entry))
  }
}

/**
 * Removes what is damaged, if it still is: by now a new body may be there. A row that the browser lost
 * is not to be read. False: there was nothing to remove.
 */
export async function mend(desk: Desk, key: string, isLost: boolean): Promise<boolean> {
  const { responses, epoch } = desk
  const range = rowsUnder(key)
  if (isLost) {
    responses.delete(range)
    return drop(desk, key, () => true)
  }
  const [keys, rows] = await Promise.all([
    promisifyRequest(responses.getAllKeys(range)),
    promisifyRequest<unknown[]>(responses.getAll(range)),
  ])
  const { variants, damaged } = readRows(key, rows, epoch)
  // Of some the books know nothing, as of one that freshens what is intact.
  for (const rowKey of keys.filter((_, at) => damaged.includes(at))) responses.delete(rowKey)
  const isIntact = ({ bodyId, variant }: Entry): boolean =>
    variants.some((found) => found.body.id === bodyId && variantKey(found) === variant)
  const isDropped = drop(desk, key, (entry) => entry.epoch === epoch && !isIntact(entry))
  return isDropped || damaged.length > 0
}

/** Notes a use, but of no row that so many others are older than that it does not go soon. */
export function touch({ books }: Desk, key: string): void {
  const entries = books.get(key)
  if (entries.length > 0 && books.isOld(key)) books.enter(key, entries)
}

/** Removes the least recently used until no more is left. Gives their keys. */
export function evict(desk: Desk, mostEntries: number, mostBytes: number): readonly string[] {
  const { books } = desk
  const evicted: string[] = []
  while (books.entries > mostEntries || books.bytes > mostBytes) {
    const key = books.oldest()
    if (key === undefined) break
    drop(desk, key, () => true)
    evicted.push(key)
  }
  return evicted
}

/** Whoever finds no journal cannot tell what the rows are: they go, and a new one begins. */
export function wipe({ responses, books }: Desk): void {
  responses.clear()
  books.forget()
}

/** False: nothing was to go. */
function drop({ responses, books }: Desk, key: string, isGone: (entry: Entry) => boolean): boolean {
  const entries = books.get(key)
  const left = entries.filter((entry) => !isGone(entry))
  if (left.length === entries.length) return false
  for (const { variant } of entries.filter(isGone)) responses.delete(rowsUnder(key, variant))
  books.enter(key, left)
  return true
}

function entryOf(stored: StoredResponse, epoch: string, bytes: number): Entry {
  return {
    variant: variantKey(stored),
    epoch,
    bytes,
    time: stored.requestTime,
    bodyId: stored.body.id,
    tags: tagsOf(stored).map(markOf),
  }
}

/** A clone of a view takes the whole buffer along. */
function contentOf({ content }: StoredBody): StoredBody['content'] {
  return typeof content === 'string' ? content : content.slice()
}
