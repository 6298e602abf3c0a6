import type { Fence } from './fence.ts'
import { type Invalidations, readInvalidations } from './invalidations.ts'
import { rowsOfKey } from './rows.ts'

/** What one transaction found. */
export interface Reading {
  /** The rows under the key. One that the browser lost is garbled. */
  readonly rows: readonly unknown[]
  readonly invalidations: Invalidations | undefined
}

interface Asked {
  readonly key: string
  readonly resolve: (reading: Reading) => void
  readonly reject: (because: unknown) => void
}

/** Reads in one transaction what is asked for until it begins. */
export function createReads(fence: Fence): (key: string) => Promise<Reading> {
  let asked: Asked[] = []

  async function readAll(all: readonly Asked[]): Promise<void> {
    let wasLost = false
    try {
      const [invalidations, found] = await fence.use('readonly', (responses) =>
        Promise.all([
          readInvalidations(responses),
          Promise.all(all.map(({ key }) => rowsOf(responses, key, () => (wasLost = true)))),
        ]),
      )
      for (const [at, { resolve }] of all.entries()) {
        resolve({ rows: found[at] ?? [], invalidations })
      }
    } catch (error) {
      // Chromium aborts the transaction in which a value was lost: the others are read by themselves.
      if (wasLost && all.length > 1) for (const each of all) void readAll([each])
      else for (const { reject } of all) reject(error)
    }
  }

  function readAsked(): void {
    const all = asked
    asked = []
    void readAll(all)
  }

  return (key) =>
    new Promise((resolve, reject) => {
      // Those who ask in the same tick are still to come.
      if (asked.push({ key, resolve, reject }) === 1) queueMicrotask(readAsked)
    })
}

/** A row that the browser lost concerns no other key. Never throws at once: others were asked along. */
export async function rowsOf(
  responses: IDBObjectStore,
  key: string,
  onLost: () => void = () => {},
): Promise<readonly unknown[]> {
  return rowsWithin(responses, rowsOfKey(key), onLost)
}

/** One of them that the browser lost makes all of them garbled. */
export function rowsWithin(
  responses: IDBObjectStore,
  range: IDBKeyRange,
  onLost: () => void,
): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const request = responses.getAll(range)
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
