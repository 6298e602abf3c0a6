import type { KeyRange, Seconds } from '@etagged/core'
import { type Change, changesIn, createChangeLog } from '@etagged/core/persistence'
import { markOf } from './books.ts'
import { isLike } from './is-like.ts'

/** Far more writes than happen between two reads of the same thing, or while one is under way. */
const MOST_REMEMBERED = 128

/**
 * When what was invalidated. What is everyone's has such a log, too, and outlives the session of the
 * user who wrote: so the log has marks of keys, prefixes and tags, and not their texts. Of two with
 * the same mark one may be validated once too often.
 */
export interface Invalidations {
  /** Remembers when each of these ranges was invalidated. */
  readonly note: (ranges: readonly KeyRange[], at: Seconds) => void
  /** When the key, or one of the tags, or what might have been it, was invalidated; else -Infinity. */
  readonly last: (key: string, tags?: readonly string[]) => Seconds
  /** As it is written to disk. */
  readonly row: () => readonly Change[]
}

/**
 * What was requested by the time of an invalidation has to be validated, also if it came in later. A
 * log that cannot be read may have held anything: it is taken for all that was requested by `at`.
 */
export function invalidationsIn(row: unknown, at: Seconds): Invalidations {
  const log = createChangeLog(MOST_REMEMBERED)
  const { changes } = log
  const everything: readonly Change[] = [['prefix', '', at]]
  const written = isLog(row) ? row : everything
  for (const [kind, mark, when] of row === undefined ? [] : written) {
    log.note([{ [kind]: mark } as unknown as KeyRange], when)
  }
  return {
    note: (ranges, when) => log.note(ranges.map(marked), when),
    last(key, tags = []) {
      let last = log.last(markOf(key), tags.map(markOf))
      for (const [prefix, when] of changes.prefix) {
        if (when > last && markedPrefix(key, parseInt(prefix)) === prefix) last = when
      }
      return last
    },
    row: () => changesIn(log),
  }
}

/** A mark of another form, or of nobody knows what, would be told of nothing. */
const MARKED = /^(?:(?:key|tag),[\da-z]+|prefix,(?:\d+:[\da-z]+)?)$/

function isLog(row: unknown): row is readonly Change[] {
  return (
    isLike([['', '', 0]], row) &&
    (row as readonly Change[]).every(([kind, mark]) => MARKED.test(`${kind},${mark}`))
  )
}

function marked(range: KeyRange): KeyRange {
  if ('tag' in range) return { tag: markOf(range.tag) }
  if ('key' in range) return { key: markOf(range.key) }
  const { prefix } = range
  // Everything is told by nothing: what the log forgets is kept so.
  return { prefix: prefix && markedPrefix(prefix, prefix.length) }
}

function markedPrefix(text: string, length: number): string {
  return `${length}:${markOf(text.slice(0, length))}`
}
