import type { KeyRange, Seconds } from '@etagged/core'
import { type Change, type ChangeLog, createChangeLog } from '@etagged/core/persistence'
import { isLike } from './is-like.ts'

/** Far more writes than happen between two reads of the same thing, or while one is under way. */
const MOST_REMEMBERED = 128

/**
 * What was requested by the time of an invalidation has to be validated, also if it came in later. A
 * log that cannot be read may have held anything: it is taken for all that was requested by `at`.
 */
export function invalidationsIn(row: unknown, at: Seconds): ChangeLog {
  const log = createChangeLog(MOST_REMEMBERED)
  const everything: readonly Change[] = [['prefix', '', at]]
  const written = isLike([['', '', 0]], row) ? (row as readonly Change[]) : everything
  for (const [kind, name, when] of row === undefined ? [] : written) {
    log.note([{ [kind]: name } as unknown as KeyRange], when)
  }
  return log
}
