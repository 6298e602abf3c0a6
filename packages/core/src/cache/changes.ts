import type { Seconds, StoredResponse } from '../rules/stored-response.ts'
import { tagsOf } from '../rules/tags.ts'
import { createChangeLog } from '../stores/change-log.ts'
import { isWithin } from '../stores/key-range.ts'
import type { KeyRange } from '../stores/response-store.ts'
import { createReleases } from './releases.ts'

/** What becomes of stored responses other than by a newer one. */
export interface Change {
  readonly operation: 'invalidate' | 'delete'
  readonly ranges: readonly KeyRange[]
  readonly at: Seconds
}

/**
 * The invalidations and removals that a row from disk may not know of: they overtook it while it
 * was read, or the disk has not heard of them. Every row is judged by them before its use.
 */
export interface Changes {
  /** This tab asks the disk for it. The returned function tells whether the disk has done it. */
  begin(change: Change): (isDone: boolean) => void
  /** It was done elsewhere, or in memory alone. */
  note(operation: Change['operation'], ranges: readonly KeyRange[]): void
  /** What the disk may have refused: what was requested by then is to be validated. */
  doubt(ranges: readonly KeyRange[], until: Seconds): void
  /** Memory lets go of a response. What is older, and was overtaken by it there, is to be validated. */
  outrun(released: StoredResponse): void
  /**
   * To be called before rows are asked for. The returned function says what they mean in the light
   * of all that happened until its call.
   */
  judge(key: string): (rows: readonly StoredResponse[]) => readonly StoredResponse[]
}

export function createChanges(): Changes {
  const underWay = new Set<Change>()
  /** By number: what began during a read overtook it, whatever the clock did meanwhile. */
  const begun = { invalidate: createChangeLog(), delete: createChangeLog() }
  /** By instant: what was requested by then is older. */
  const unknownToDisk = { invalidate: createChangeLog(), delete: createChangeLog() }
  /** The order of the responses themselves, where nothing is left to compare with. */
  const releases = createReleases()
  let count = 0

  function note(operation: Change['operation'], ranges: readonly KeyRange[]): void {
    count += 1
    begun[operation].note(ranges, count)
  }

  return {
    begin(change) {
      note(change.operation, change.ranges)
      underWay.add(change)
      return (isDone) => {
        underWay.delete(change)
        if (!isDone) unknownToDisk[change.operation].note(change.ranges, change.at)
      }
    },
    note,
    doubt: (ranges, until) => unknownToDisk.invalidate.note(ranges, until),
    outrun: (released) => releases.note(released),
    judge(key) {
      const countBefore = count
      const pending = [...underWay]

      function isOvertaken(operation: Change['operation'], row: StoredResponse): boolean {
        const tags = tagsOf(row)
        return (
          begun[operation].last(key, tags) > countBefore ||
          row.requestTime <= unknownToDisk[operation].last(key, tags) ||
          pending.some((each) => each.operation === operation && isWithin(each.ranges, key, tags))
        )
      }

      return (rows) =>
        rows
          .filter((row) => !isOvertaken('delete', row))
          .map((row) =>
            isOvertaken('invalidate', row) || releases.isOlder(row)
              ? Object.assign({}, row, { invalidated: true })
              : row,
          )
    },
  }
}
