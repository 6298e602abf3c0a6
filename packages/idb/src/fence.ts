import { GenerationEndedError } from '@etagged/core'
import type { UseStore } from 'idb-keyval'
import type { Connection } from './connection.ts'
import { type Adoption, currentGeneration } from './generation.ts'
import { RESPONSES } from './open-database.ts'
import { committed, inTransaction } from './transaction.ts'

/** The responses, for as long as their generation lasts. */
export interface Fence {
  /** For idb-keyval's verbs, each of which is one transaction. */
  readonly use: UseStore
  /**
   * Reads and then writes in one transaction: all of it happens, or nothing. `read` and `write`
   * wait for nothing but requests.
   */
  readonly rewrite: <T>(
    read: (responses: IDBObjectStore) => Promise<T>,
    write: (found: T, responses: IDBObjectStore) => void | Promise<void>,
  ) => Promise<void>
  /** Does the generation last? Asks the disk. */
  readonly isCurrent: () => Promise<boolean>
  /** Nothing passes any more: somebody has been seen to end the generation. */
  readonly shut: () => void
}

/**
 * Every transaction reads the generation itself: what was true before it began proves nothing.
 * `onEnded` is called once, when another generation is found, or none.
 */
export function fence(
  connection: Connection,
  adoption: Adoption,
  onEnded: () => void = () => {},
): Fence {
  let generation: string | undefined
  let ended = false
  // Whoever needs it before then hears of a failure.
  adoption.generation.then(
    (id) => (generation = id),
    () => undefined,
  )

  /** Ids are random: one that is gone does not come back. */
  function shut(): void {
    if (ended) return
    ended = true
    onEnded()
  }

  async function adopt(): Promise<void> {
    generation = await adoption.generation
  }

  function check(found: unknown): void {
    if (found === generation) return
    shut()
    throw new GenerationEndedError()
  }

  async function begin(mode: IDBTransactionMode): Promise<IDBTransaction> {
    if (ended) throw new GenerationEndedError()
    const transaction = await connection.begin({ missing: 'leave', mode, durability: 'relaxed' })
    if (transaction !== undefined) return transaction
    shut()
    throw new GenerationEndedError()
  }

  /** The first read goes along with the look at the generation: a second transaction costs time. */
  async function goAlong<T>(
    callback: (responses: IDBObjectStore) => T | PromiseLike<T>,
  ): Promise<{ readonly result: T } | undefined> {
    try {
      const responses = adoption.transaction.objectStore(RESPONSES)
      const [result, found] = await Promise.all([callback(responses), adoption.found])
      return found === undefined ? undefined : { result }
    } catch {
      // Too late for that. What else is wrong is told by a transaction of its own.
      return undefined
    }
  }

  return {
    async use(mode, callback) {
      if (generation === undefined) {
        const read = mode === 'readonly' ? await goAlong(callback) : undefined
        await adopt()
        if (ended) throw new GenerationEndedError()
        if (read !== undefined) return read.result
      }
      const transaction = await begin(mode)
      const responses = transaction.objectStore(RESPONSES)
      return inTransaction(transaction, async () => {
        if (mode !== 'readonly') {
          // What a callback commits by itself cannot be aborted any more: first the verdict.
          check(await currentGeneration(transaction))
          return callback(responses)
        }
        // A read does no harm, so it need not wait; what it found is told after the verdict.
        // Asked for first: a value that the browser lost aborts what comes after it.
        const [found, result] = await Promise.all([
          currentGeneration(transaction),
          callback(responses),
        ])
        check(found)
        return result
      })
    },

    async rewrite(read, write) {
      if (generation === undefined) await adopt()
      const transaction = await begin('readwrite')
      const responses = transaction.objectStore(RESPONSES)
      await inTransaction(transaction, async () => {
        const [current, found] = await Promise.all([
          currentGeneration(transaction),
          read(responses),
        ])
        check(current)
        await write(found, responses)
        await committed(transaction)
      })
    },

    async isCurrent() {
      try {
        if (generation === undefined) await adopt()
        const transaction = await begin('readonly')
        check(await inTransaction(transaction, currentGeneration))
        return true
      } catch (error) {
        if (error instanceof GenerationEndedError) return false
        throw error
      }
    },

    shut,
  }
}
