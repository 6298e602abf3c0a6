import { getMany, type UseStore } from 'idb-keyval'
import type { Connection } from './connection.ts'
import { currentGeneration } from './generation.ts'
import { RESPONSES } from './open-database.ts'
import { inTransaction } from './transaction.ts'

/** The generation in which this store was opened has ended: here, or in another tab. */
export class GenerationEndedError extends Error {
  override readonly name = 'GenerationEndedError'

  constructor() {
    super('The generation of this store has ended')
  }
}

/** The responses, for as long as their generation lasts. */
export interface Fence {
  /** For idb-keyval's verbs, each of which is one transaction. */
  readonly use: UseStore
  /**
   * Reads rows and writes others in one transaction: all of it happens, or nothing. `write` calls
   * its verbs at once, on the store that it is given; it returns the last one's promise.
   */
  readonly rewrite: (
    keys: readonly IDBValidKey[],
    write: (rows: readonly unknown[], within: UseStore) => Promise<void> | undefined,
  ) => Promise<void>
}

/** Every transaction reads the generation itself: what was true before it began proves nothing. */
export function fence(connection: Connection, generation: string): Fence {
  let ended = false

  /** Ids are random: one that is gone does not come back. */
  function ends(): GenerationEndedError {
    ended = true
    return new GenerationEndedError()
  }

  async function begin(mode: IDBTransactionMode): Promise<IDBTransaction> {
    if (ended) throw ends()
    const transaction = await connection.begin({ missing: 'leave', mode, durability: 'relaxed' })
    if (transaction === undefined) throw ends()
    return transaction
  }

  return {
    async use(mode, callback) {
      const transaction = await begin(mode)
      const responses = transaction.objectStore(RESPONSES)
      return inTransaction(transaction, async () => {
        if (mode !== 'readonly') {
          // What a callback commits by itself cannot be aborted any more: first the verdict.
          if ((await currentGeneration(transaction)) !== generation) throw ends()
          return callback(responses)
        }
        // A read does no harm, so it need not wait; what it found is told after the verdict.
        const [result, found] = await Promise.all([
          callback(responses),
          currentGeneration(transaction),
        ])
        if (found !== generation) throw ends()
        return result
      })
    },

    async rewrite(keys, write) {
      const transaction = await begin('readwrite')
      const within = verbsWithin(transaction.objectStore(RESPONSES))
      await inTransaction(transaction, async () => {
        const [found, rows] = await Promise.all([
          currentGeneration(transaction),
          getMany<unknown>([...keys], within),
        ])
        if (found !== generation) throw ends()
        const written = write(rows, within)
        // All is said: without this the browser would wait a turn for more.
        transaction.commit()
        await written
      })
    },
  }
}

/**
 * Lets idb-keyval's verbs, each a transaction by itself, take part in one that is under way. What a
 * verb cannot write it throws at once: a promise would be too late to keep the rest from happening.
 */
export function verbsWithin(responses: IDBObjectStore): UseStore {
  return (_mode, callback) => Promise.resolve(callback(responses))
}
