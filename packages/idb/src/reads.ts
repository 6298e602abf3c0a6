import type { Fence } from './fence.ts'
import { type Invalidations, readInvalidations } from './invalidations.ts'
import { rowsIn } from './rows.ts'

/** What one transaction found. */
export interface Reading {
  /** The rows under the key. One that the browser lost is garbled. */
  readonly rows: readonly unknown[]
  readonly invalidations: Invalidations | undefined
}

interface Batch {
  readonly keys: string[]
  readonly readings: Promise<readonly Reading[]>
}

/** Reads in one transaction what is asked for until it begins. */
export function createReads(fence: Fence): (key: string) => Promise<Reading> {
  let batch: Batch | undefined

  function begin(): Batch {
    const keys: string[] = []
    // Those who ask in the same tick are still to come.
    const readings = Promise.resolve().then(() => {
      batch = undefined
      return fence.use('readonly', async (responses) => {
        const [invalidations, ...all] = await Promise.all([
          readInvalidations(responses),
          ...keys.map((key) => rowsOf(responses, key)),
        ])
        return all.map((rows) => ({ rows, invalidations }))
      })
    })
    return { keys, readings }
  }

  return async (key) => {
    const { keys, readings } = (batch ??= begin())
    const at = keys.push(key) - 1
    const reading = (await readings)[at]
    if (reading === undefined) throw new RangeError('A key was read that nobody asked for')
    return reading
  }
}

/** A row that the browser lost concerns no other key. */
export function rowsOf(responses: IDBObjectStore, key: string): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const request = responses.getAll(rowsIn({ key }))
    request.onsuccess = () => resolve(request.result)
    request.onerror = (event) => {
      if (!isLost(request.error)) return reject(request.error)
      // Without this the transaction would be aborted, and all others' reads with it.
      event.preventDefault()
      resolve([LOST])
    }
  })
}

const LOST = 'lost'

/** Large values lie in files of their own, which may be missing, or cut short (Chromium). */
function isLost(error: DOMException | null): boolean {
  return error?.name === 'NotReadableError' || error?.message.includes('read large') === true
}
