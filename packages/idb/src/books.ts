import type { KeyRange, Seconds } from '@etagged/core'
import { checksumOf } from './checksum.ts'
import { flag, instant, integer, listOf, type Reader, shape, text } from './reader.ts'
import { rowsWithin } from './reads.ts'
import { isIn, rowsIn } from './rows.ts'

/** What is known of a key without reading its rows. */
export interface Entry {
  readonly key: string
  /** Estimate of the room that its rows take. 0: they are gone. */
  readonly bytes: number
  /** The latest `requestTime` of what is stored under the key. */
  readonly time: Seconds
  /** The body, if it is the only one and no variant. Otherwise the rows have to be read. */
  readonly bodyId: string
  /** `markOf` each tag that a variant has. */
  readonly tags: readonly number[]
}

/** Short, since it stands in every entry. Of two tags with the same mark one may mean a miss more. */
export const markOf: (tag: string) => number = checksumOf

/** How much there is, or may be. */
export interface Extent {
  readonly entries: number
  readonly bytes: number
}

/**
 * The keys in the order of their latest use, as of the transaction that last synchronised them.
 * Their journal is on disk: each transaction that changes something adds one row to it.
 */
export interface Books extends Extent {
  /**
   * Catches up with what others wrote. False: there is no journal that can be read. `onLost` is
   * called when the browser lost a part of it, and may abort the transaction for that.
   */
  readonly sync: (responses: IDBObjectStore, onLost?: () => void) => Promise<boolean>
  readonly get: (key: string) => Entry | undefined
  /** The keys that are meant: by a tag, those with a variant that has it. */
  readonly keysIn: (range: KeyRange) => readonly string[]
  readonly oldest: () => string | undefined
  /** Was used so long ago that it may have to make room soon; or nobody knows. */
  readonly isOld: (key: string) => boolean
  /** Notes what has become of a key; that is its latest use. */
  readonly enter: (entry: Entry) => void
  readonly record: (responses: IDBObjectStore) => void
  /** After a transaction that failed: what it was to change has not happened. */
  readonly forget: () => void
}

interface JournalRow {
  readonly at: number
  /** The first of a journal: what came before does not matter. */
  readonly isWhole: boolean
  readonly entries: readonly Entry[]
}

const journal = (from: number): IDBKeyRange => IDBKeyRange.bound(from, Number.POSITIVE_INFINITY)
const NOTHING = Number.NEGATIVE_INFINITY

/** A row costs as much as so many entries. */
const ROW_WEIGHT = 20
/** A journal that is short is not worth writing anew. */
const LEAST_WEIGHT = 2000

export function createBooks(): Books {
  const entries = new Map<string, Entry & { readonly use: number }>()
  let bytes = 0
  let uses = 0
  /** The journal's row up to which these are right. */
  let seen = NOTHING
  let weight = 0
  let changes: WrittenEntry[] = []

  function forget(): void {
    entries.clear()
    changes = []
    bytes = 0
    weight = 0
    seen = NOTHING
  }

  function apply(entry: Entry): void {
    const { key } = entry
    bytes += entry.bytes - (entries.get(key)?.bytes ?? 0)
    // What is set anew comes last.
    entries.delete(key)
    if (entry.bytes > 0) entries.set(key, { ...entry, use: (uses += 1) })
  }

  /** False when a row is missing that should have come next. */
  function follow(rows: readonly unknown[]): boolean {
    let isLinked = false
    for (const found of rows) {
      const row = journalRow(found)
      if (row === undefined) return false
      if (row.at > seen && !take(row, isLinked)) return false
      isLinked ||= row.at === seen
    }
    return isLinked
  }

  function take({ at, isWhole, entries: listed }: JournalRow, isLinked: boolean): boolean {
    if (isWhole) forget()
    else if (!isLinked || at !== seen + 1) return false
    else weight += listed.length + ROW_WEIGHT
    for (const entry of listed) apply(entry)
    seen = at
    return true
  }

  return {
    get entries() {
      return entries.size
    },
    get bytes() {
      return bytes
    },

    async sync(responses, onLost = () => {}) {
      let isLost = false
      // With the row that was seen last, which tells that it is still the same journal: a journal
      // begins with a random number.
      for (const from of new Set([seen, NOTHING])) {
        const rows = await rowsWithin(responses, journal(from), () => (isLost = true))
        if (follow(rows)) return true
        forget()
        if (isLost) {
          onLost()
          break
        }
      }
      return false
    },

    get: (key) => entries.get(key),
    keysIn(range) {
      if ('key' in range) return entries.has(range.key) ? [range.key] : []
      if (!('tag' in range)) return [...entries.keys()].filter((key) => isIn(range, key))
      const mark = markOf(range.tag)
      return [...entries.values()].filter(({ tags }) => tags.includes(mark)).map(({ key }) => key)
    },
    oldest: () => entries.keys().next().value,
    isOld: (key) => seen === NOTHING || (entries.get(key)?.use ?? uses) <= uses - entries.size / 2,

    enter(entry) {
      apply(entry)
      changes.push(plain(entry))
    },

    record(responses) {
      if (changes.length === 0) return
      weight += changes.length + ROW_WEIGHT
      const isWhole = seen === NOTHING || weight > entries.size + LEAST_WEIGHT
      if (isWhole) {
        seen = seen === NOTHING ? randomStart() : seen + 1
        responses.delete(IDBKeyRange.upperBound(seen))
        responses.put({ at: seen, isWhole, entries: [...entries.values()].map(plain) }, seen)
        // An empty row follows, so that the whole is not read again to tell which journal it is.
        changes = []
        weight = 0
      }
      seen += 1
      responses.put({ at: seen, isWhole: false, entries: changes }, seen)
      changes = []
    },

    forget,
  }
}

/** Whoever finds no journal cannot tell what the rows are: they go, and a new one begins. */
export function wipe(responses: IDBObjectStore): void {
  responses.delete(journal(NOTHING))
  for (const rows of rowsIn({ prefix: '' })) responses.delete(rows)
}

function randomStart(): number {
  return Math.ceil(Math.random() * 2 ** 50)
}

/** Without what only this tab knows, and without tags where there are none. */
function plain({ key, bytes, time, bodyId, tags }: Entry): WrittenEntry {
  const entry = { key, bytes, time, bodyId }
  return tags.length > 0 ? { ...entry, tags } : entry
}

type WrittenEntry = Omit<Entry, 'tags'> & Partial<Pick<Entry, 'tags'>>

const mark = integer(0, 2 ** 32)
const marks: Reader<readonly number[]> = (value) => (value === undefined ? [] : listOf(mark)(value))

const journalRow: Reader<JournalRow> = shape({
  at: integer(0, 2 ** 52),
  isWhole: flag,
  entries: listOf(
    shape<Entry>({
      key: text,
      bytes: integer(0, 2 ** 40),
      time: instant,
      bodyId: text,
      tags: marks,
    }),
  ),
})
