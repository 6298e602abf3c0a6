import type { Seconds, StoredResponse } from '../rules/stored-response.ts'
import { createInvalidationLog } from '../stores/invalidation-log.ts'
import { isWithin } from '../stores/key-range.ts'
import type { KeyRange } from '../stores/response-store.ts'

/** What the disk is to do to rows. */
export interface Change {
  readonly operation: 'invalidate' | 'delete'
  readonly ranges: readonly KeyRange[]
  readonly at: Seconds
}

/** Invalidations and removals that the disk has not confirmed yet, or failed to carry out. */
export interface ChangesUnderWay {
  /** The returned function tells whether the disk has done it. */
  begin(change: Change): (isDone: boolean) => void
  /**
   * What rows that are asked for now mean in the light of these changes, whatever the disk makes of
   * them: a store may answer a read and fail at the change before it.
   */
  judge(key: string): (rows: readonly StoredResponse[]) => readonly StoredResponse[]
}

export function createChangesUnderWay(): ChangesUnderWay {
  const underWay = new Set<Change>()
  const failed = { invalidate: createInvalidationLog(), delete: createInvalidationLog() }
  let hasFailed = false

  function lastOf(operation: Change['operation'], key: string): Seconds {
    const pending = [...underWay]
      .filter((change) => change.operation === operation && isWithin(change.ranges, key))
      .map(({ at }) => at)
    return Math.max(failed[operation].last(key), ...pending)
  }

  return {
    begin(change) {
      underWay.add(change)
      return (isDone) => {
        underWay.delete(change)
        if (isDone) return
        hasFailed = true
        failed[change.operation].note(change.ranges, change.at)
      }
    },
    judge(key) {
      if (underWay.size === 0 && !hasFailed) return (rows) => rows
      const removed = lastOf('delete', key)
      const invalidated = lastOf('invalidate', key)
      return (rows) =>
        rows
          .filter(({ requestTime }) => requestTime > removed)
          .map((row) =>
            row.requestTime > invalidated ? row : Object.assign({}, row, { invalidated: true }),
          )
    },
  }
}
