import type { KeyRange, Seconds, StoreSize } from '@etagged/core'
import { checksumOf, isWithin } from '@etagged/core/persistence'
import { promisifyRequest } from 'idb-keyval'
import { isLike } from './is-like.ts'

/** What is known of a variant under a key without reading its row. */
export interface Entry {
  /** What is nominated. */
  readonly variant: string
  readonly epoch: string
  /** Estimate of the room that its rows take. */
  readonly bytes: number
  readonly time: Seconds
  readonly bodyId: string
  /** `markOf` each tag that it has. */
  readonly tags: readonly string[]
}

/** Short, since it stands in every entry. Of two tags with the same mark one may mean a miss more. */
export function markOf(tag: string): string {
  return checksumOf(tag).toString(36)
}

/**
 * The keys in the order of their latest use, as of the transaction that last synchronised them.
 * Their journal is on disk: each transaction that changes something adds one row to it.
 */
export interface Books extends StoreSize {
  /** Catches up with what others wrote. False: there is no journal that can be read. */
  readonly sync: (responses: IDBObjectStore) => Promise<boolean>
  readonly get: (key: string) => readonly Entry[]
  /** The keys with an entry that is meant. */
  readonly keysIn: (range: KeyRange) => readonly string[]
  readonly oldest: () => string | undefined
  /** Was used so long ago that it may have to make room soon; or nobody knows. */
  readonly isOld: (key: string) => boolean
  /** Notes what there is under a key now; that is its latest use. */
  readonly enter: (key: string, entries: readonly Entry[]) => void
  readonly record: (responses: IDBObjectStore) => void
  /** After a transaction that failed: what it was to change has not happened. */
  readonly forget: () => void
}

/** As a list it takes less room on disk. */
type Listed = readonly [
  variant: string,
  epoch: string,
  bytes: number,
  time: Seconds,
  bodyId: string,
  tags: readonly string[],
]

/** The first row of a journal is whole: what came before does not matter. */
type JournalRow = readonly [
  at: number,
  isWhole: boolean,
  changes: readonly (readonly [key: string, entries: readonly Listed[]])[],
]

const LIKE_A_JOURNAL_ROW = [0, true, [['', [['', '', 0, 0, '', ['']]]]]]

/** A row costs as much as so many entries. */
const ROW_WEIGHT = 20
/** A journal that is short is not worth writing anew. */
const LEAST_WEIGHT = 2000

/** Before any row of a journal. */
const NOTHING = 0

export function createBooks(): Books {
  const records = new Map<string, { readonly entries: readonly Entry[]; readonly use: number }>()
  const changed = new Set<string>()
  let bytes = 0
  let uses = 0
  /** The journal's row up to which these are right. */
  let seen = NOTHING
  let weight = 0

  const get = (key: string): readonly Entry[] => records.get(key)?.entries ?? []

  function forget(): void {
    records.clear()
    changed.clear()
    bytes = 0
    seen = NOTHING
    weight = 0
  }

  function apply(key: string, entries: readonly Entry[]): void {
    bytes += bytesOf(entries) - bytesOf(get(key))
    // What is set anew comes last.
    records.delete(key)
    if (entries.length > 0) records.set(key, { entries, use: (uses += 1) })
    // Large amounts are added inexactly.
    if (records.size === 0) bytes = 0
  }

  /** False when a row is missing that should have come next. */
  function follow(rows: readonly unknown[]): boolean {
    let isLinked = false
    for (const row of rows) {
      if (!isLike(LIKE_A_JOURNAL_ROW, row)) return false
      const [at, isWhole, changes] = row as JournalRow
      if (at > seen) {
        if (isWhole) forget()
        else if (!isLinked || at !== seen + 1) return false
        for (const [key, entries] of changes) apply(key, entries.map(entryIn))
        weight += changes.length + ROW_WEIGHT
        seen = at
      }
      isLinked ||= at === seen
    }
    return isLinked
  }

  return {
    get entries() {
      return records.size
    },
    get bytes() {
      return bytes
    },

    async sync(responses) {
      const from = (row: number): Promise<readonly unknown[]> =>
        promisifyRequest(responses.getAll(IDBKeyRange.bound(row, Number.POSITIVE_INFINITY)))
      // With the row that was seen last, which tells that it is still the same journal: a journal
      // begins with a random number.
      if (follow(await from(seen))) return true
      forget()
      return follow(await from(NOTHING))
    },

    get,
    keysIn(range) {
      const keys = 'key' in range ? [range.key] : [...records.keys()]
      const isMeant = meantBy(range)
      return keys.filter((key) => get(key).some((entry) => isMeant(key, entry)))
    },
    oldest: () => records.keys().next().value,
    isOld: (key) => seen === NOTHING || (records.get(key)?.use ?? uses) <= uses - records.size / 2,

    enter(key, entries) {
      apply(key, entries)
      changed.delete(key)
      changed.add(key)
    },

    record(responses) {
      if (changed.size === 0) return
      const isWhole = seen === NOTHING || weight > 2 * records.size + LEAST_WEIGHT
      if (isWhole) {
        responses.delete(IDBKeyRange.upperBound(seen))
        weight = 0
      }
      const keys = [...(isWhole ? records.keys() : changed)]
      const changes = keys.map((key) => [key, get(key).map(listed)])
      weight += keys.length + ROW_WEIGHT
      seen = seen === NOTHING ? Math.ceil(Math.random() * 2 ** 50) : seen + 1
      responses.put([seen, isWhole, changes], seen)
      changed.clear()
    },

    forget,
  }
}

/** Tells whether the range means what is known of a key. */
export function meantBy(range: KeyRange): (key: string, entry: Entry) => boolean {
  if (!('tag' in range)) return (key) => isWithin([range], key, [])
  const mark = markOf(range.tag)
  return (_key, { tags }) => tags.includes(mark)
}

function listed({ variant, epoch, bytes, time, bodyId, tags }: Entry): Listed {
  return [variant, epoch, bytes, time, bodyId, tags]
}

function entryIn([variant, epoch, bytes, time, bodyId, tags]: Listed): Entry {
  return { variant, epoch, bytes, time, bodyId, tags }
}

function bytesOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + entry.bytes, 0)
}
