import type { UseStore } from 'idb-keyval'
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

/**
 * The responses for as long as their generation lasts, for idb-keyval's verbs. Each transaction
 * reads the generation itself: what was true before it began proves nothing.
 */
export function fence(connection: Connection, generation: string): UseStore {
  let ended = false

  function checkGeneration(found: unknown): void {
    if (found === generation) return
    // Ids are random: one that is gone does not come back.
    ended = true
    throw new GenerationEndedError()
  }

  return async (mode, callback) => {
    if (ended) throw new GenerationEndedError()
    const transaction = await connection.begin({ missing: 'leave', mode, durability: 'relaxed' })
    if (transaction === undefined) {
      ended = true
      throw new GenerationEndedError()
    }
    return inTransaction(transaction, async () => {
      checkGeneration(await currentGeneration(transaction))
      return callback(transaction.objectStore(RESPONSES))
    })
  }
}
