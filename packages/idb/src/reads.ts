import { promisifyRequest } from 'idb-keyval'
import { faultOf } from './faults.ts'
import type { Fence } from './fence.ts'
import { type Invalidations, invalidationsIn } from './invalidations.ts'
import { rowsUnder } from './rows.ts'

/** What one transaction found under a key. */
export interface Reading {
  readonly rows: readonly unknown[]
  readonly invalidations: Invalidations
}

interface Batch {
  readonly keys: string[]
  readonly found: Promise<readonly Reading[]>
}

/**
 * Reads in one transaction what is asked for until it begins, which may be as long as the database
 * opens.
 */
export function createReads({
  transact,
}: Fence): (...keys: readonly string[]) => Promise<readonly Reading[]> {
  let waiting: Batch | undefined

  function readAll(keys: readonly string[]): Promise<readonly Reading[]> {
    return transact(
      'readonly',
      async (responses) => {
        waiting = undefined
        const rowsOf = (key: string): Promise<readonly unknown[]> =>
          promisifyRequest<unknown[]>(responses.getAll(rowsUnder(key)))
        return Promise.all(keys.map(rowsOf))
      },
      (found, { log }) => {
        const invalidations = invalidationsIn(log, Number.POSITIVE_INFINITY)
        return found.map((rows) => ({ rows, invalidations }))
      },
    )
  }

  function begin(): Batch {
    const keys: string[] = []
    return { keys, found: readAll(keys) }
  }

  return async (...wanted) => {
    const batch = (waiting ??= begin())
    const end = batch.keys.push(...wanted)
    try {
      const found = await batch.found
      return found.slice(end - wanted.length, end)
    } catch (error) {
      waiting = undefined
      // One that is lost costs no other read: each is done by itself.
      if (faultOf(error) !== 'lost' || batch.keys.length === wanted.length) throw error
      return readAll(wanted)
    }
  }
}
