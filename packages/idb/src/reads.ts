import { promisifyRequest } from 'idb-keyval'
import { faultOf } from './faults.ts'
import type { Fence } from './fence.ts'
import { type Note, notesIn } from './invalidations.ts'
import { rowsUnder } from './rows.ts'

/** What one transaction found. */
export interface Reading {
  /** The rows under the key. */
  readonly rows: readonly unknown[]
  readonly notes: readonly Note[]
}

interface Asked {
  readonly key: string | undefined
  readonly resolve: (reading: Reading) => void
  readonly reject: (because: unknown) => void
}

/**
 * Reads in one transaction what is asked for until it begins, which may be as long as the database
 * opens. Without a key: nothing.
 */
export function createReads({ transact }: Fence): (key?: string) => Promise<Reading> {
  let waiting: Asked[] = []

  async function readAll(all: Asked[]): Promise<void> {
    const takeWaiting = (): void => void all.push(...waiting.splice(0))
    try {
      await transact(
        'readonly',
        (responses) => {
          takeWaiting()
          return Promise.all(all.map(({ key }) => rowsOf(responses, key)))
        },
        (found, { log }) => {
          const notes = notesIn(log, Number.POSITIVE_INFINITY)
          for (const [at, { resolve }] of all.entries()) resolve({ rows: found[at] ?? [], notes })
        },
      )
    } catch (error) {
      takeWaiting()
      // It costs no other read: the others are read by themselves.
      if (faultOf(error) === 'lost' && all.length > 1) for (const each of all) void readAll([each])
      else for (const { reject } of all) reject(error)
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ key, resolve, reject }) === 1) void readAll([])
    })
}

async function rowsOf(
  responses: IDBObjectStore,
  key: string | undefined,
): Promise<readonly unknown[]> {
  return key === undefined ? [] : promisifyRequest<unknown[]>(responses.getAll(rowsUnder(key)))
}
