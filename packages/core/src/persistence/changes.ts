import type { StoredResponse } from '../rules/stored-response.ts'
import { tagsOf } from '../rules/tags.ts'
import { createChangeLog } from '../stores/change-log.ts'
import { isWithin } from '../stores/key-range.ts'
import type { KeyRange } from '../stores/response-store.ts'
import type { Change, Changes } from '../cache/persistence.ts'
import { createReleases } from './releases.ts'

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
