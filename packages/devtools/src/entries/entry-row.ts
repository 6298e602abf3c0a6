import type { DiskEntry, EntryInfo } from '@etagged/core'
import type { UrlTally } from '../recording/url-tallies.ts'
import { keyOf } from '../panel/key-of.ts'
import { type EntryState, stateOf } from './entry-state.ts'

/** One stored response, wherever it is. */
export interface EntryRow extends DiskEntry {
  /** Which of the responses of its key (`Vary`), counted from 0. */
  readonly variant: number
  /** Absent: the disk has it, and has not been asked for more. */
  readonly info: EntryInfo | undefined
  readonly inMemory: boolean
  readonly onDisk: boolean
  readonly state: EntryState
  readonly tally: UrlTally | undefined
}

/** The keys of the disk, by URL. */
export type DiskKeys = ReadonlyMap<string, readonly DiskEntry[]>

export interface Held {
  readonly memory: readonly EntryInfo[]
  readonly disk: DiskKeys
  /** What is known of a key that memory does not hold; `undefined`: nothing yet. */
  readonly detailsOf: (entry: DiskEntry) => readonly EntryInfo[] | undefined
  readonly isUnderWay: (url: string) => boolean
  readonly tallyOf: (url: string) => UrlTally | undefined
}

/** Tells one response from all others, as long as there are no more variants of it. */
export function entryId(row: EntryRow): string {
  return `${row.variant} ${keyOf(row)}`
}

/** Another one once its body may be another one: a weak entity-tag does not tell (RFC 9110 §8.8.1). */
export function bodyId(row: EntryRow): string {
  const { etag = 'W/', validatedAt, bytes } = row.info ?? {}
  return `${entryId(row)} ${etag.startsWith('W/') ? `${etag} ${validatedAt} ${bytes}` : etag}`
}

export function isSameKey(one: DiskEntry, other: DiskEntry): boolean {
  return (
    one.url === other.url &&
    one.credentials === other.credentials &&
    one.audience === other.audience
  )
}

export function isSameRow(one: EntryRow, other: EntryRow): boolean {
  return one.variant === other.variant && isSameKey(one, other)
}

type Placed = Pick<EntryRow, 'variant' | 'inMemory' | 'onDisk'>

/** What memory holds, then what only the disk does. Made at each beat, of thousands: no text is built. */
export function entryRows(held: Held): EntryRow[] {
  const inMemory = new Map<string, DiskEntry[]>()
  const rows = held.memory.map((info) => {
    const others = inMemory.get(info.url)
    if (others === undefined) inMemory.set(info.url, [info])
    const variant = others?.filter((other) => isSameKey(other, info)).length ?? 0
    others?.push(info)
    const onDisk = isAmong(held.disk.get(info.url), info)
    return rowOf(held, info, info, { variant, inMemory: true, onDisk })
  })
  for (const [url, entries] of held.disk) {
    for (const entry of entries) {
      if (!isAmong(inMemory.get(url), entry)) rows.push(...diskRows(held, entry))
    }
  }
  return rows
}

function isAmong(entries: readonly DiskEntry[] | undefined, entry: DiskEntry): boolean {
  return entries?.some((other) => isSameKey(other, entry)) ?? false
}

function diskRows(held: Held, entry: DiskEntry): EntryRow[] {
  const details = held.detailsOf(entry) ?? []
  const read = details.length > 0 ? details : [undefined]
  return read.map((info, variant) =>
    rowOf(held, entry, info, { variant, inMemory: false, onDisk: true }),
  )
}

function rowOf(held: Held, entry: DiskEntry, info: EntryInfo | undefined, at: Placed): EntryRow {
  const { url, credentials, audience } = entry
  const { variant, inMemory, onDisk } = at
  const tally = held.tallyOf(url)
  const hasFailed = tally?.failure !== undefined
  const state = stateOf(info, { isUnderWay: held.isUnderWay(url), hasFailed })
  return { url, credentials, audience, variant, info, inMemory, onDisk, state, tally }
}
