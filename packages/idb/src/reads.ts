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

  async function readAll(keys: readonly string[]): Promise<readonly Reading[]> {
    let isLost = false
    try {
      return await fence.use('readonly', async (responses) => {
        const [invalidations, ...all] = await Promise.all([
          readInvalidations(responses),
          ...keys.map((key) => rowsOf(responses, key, () => (isLost = true))),
        ])
        return all.map((rows) => ({ rows, invalidations }))
      })
    } catch (error) {
      // Chromium aborts the transaction in which a value was lost: the others are read by themselves.
      if (!isLost || keys.length === 1) throw error
      return (await Promise.all(keys.map((key) => readAll([key])))).flat()
    }
  }

  function begin(): Batch {
    const keys: string[] = []
    // Those who ask in the same tick are still to come.
    const readings = Promise.resolve().then(() => {
      batch = undefined
      return readAll(keys)
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
export function rowsOf(
  responses: IDBObjectStore,
  key: string,
  onLost: () => void = () => {},
): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const request = responses.getAll(rowsIn({ key }))
    request.onsuccess = () => resolve(request.result)
    request.onerror = (event) => {
      if (!isLost(request.error)) return reject(request.error)
      // Without this every engine would abort the transaction, and all others' reads with it.
      event.preventDefault()
      onLost()
      resolve([LOST])
    }
  })
}

const LOST = 'lost'

/** Large values lie in files of their own, which may be missing, or cut short (Chromium). */
function isLost(error: DOMException | null): boolean {
  return error?.name === 'NotReadableError' || error?.message.includes('read large') === true
}
