import { promisifyRequest } from 'idb-keyval'
import type { Begin, Connection } from './connection.ts'
import { forgetIntents, type Intent, intentsOf, type Purpose, WHICHEVER } from './intents.ts'
import { CURRENT, GENERATIONS, KEPT, RESPONSES } from './layout.ts'
import { inTransaction } from './transaction.ts'

/** No row: the generation has ended. To remove one takes no room, when there is none for a mark. */
const ENDED = undefined

/** The row of the generation, as its transaction sees it, and behind it the log of invalidations. */
export function stateIn(generations: IDBObjectStore): Promise<readonly unknown[]> {
  return promisifyRequest<unknown[]>(generations.getAll())
}

export function isGenerationId(row: unknown): row is string {
  return typeof row === 'string' && /^\d+(,\d+){3}$/.test(row)
}

export interface Outcome {
  /** Somebody had ended it before, and may be about to delete the database, and what is new in it. */
  readonly wasEnded: boolean
  /** What stands in the generation's row now. */
  readonly row?: unknown
}

/** The id of the generation that lasts; a new one where none does. Creates the database. */
export async function adopt(connection: Connection, name: string): Promise<string> {
  let outcome = await carryOut(connection, name, 'create')
  if (outcome.wasEnded) {
    // Reopen: that waits behind a deletion, and finds either this generation or an empty database.
    connection.letGo()
    outcome = await carryOut(connection, name, 'create')
  }
  return String(outcome.row)
}

/**
 * Carries out what is intended, there and by the caller, where there is a database: in one
 * transaction the generation's row and the responses are removed, or what else is due. What may be
 * created has a generation then; else a database whose generation ends is deleted, to be tidy.
 *
 * @param isSure that a database whose generation had ended before is to be deleted: it may be about to
 *   be, and what came behind that must not be taken along
 */
export async function carryOut(
  connection: Connection,
  name: string,
  missing: Begin['missing'],
  wishes: readonly Intent[] = [],
  isSure = false,
): Promise<Outcome> {
  const transaction = await connection.begin({ missing, mode: 'readwrite', durability: 'strict' })
  let intents = intentsOf(name)
  let outcome: Outcome = { wasEnded: false }
  if (transaction !== undefined) {
    outcome = await inTransaction(transaction, async () => {
      const generations = transaction.objectStore(GENERATIONS)
      const [found] = await stateIn(generations)
      intents = intentsOf(name)
      const isDue = dueFor(found, [...intents, ...wishes])
      const left = leftOf(found, isDue)
      if (left === ENDED) generations.clear()
      if (left === ENDED || isDue('clear')) transaction.objectStore(RESPONSES).clear()

      const row = missing === 'create' ? successorOf(left) : left
      if (row !== found && row !== ENDED) generations.put(row, CURRENT)
      const wasEnded = found === ENDED
      // Another tab can block it for ever, so nobody waits for it. It is asked for before the end can
      // be seen: who sees that and opens again queues behind the deletion.
      if (row === ENDED && (isSure || !wasEnded)) indexedDB.deleteDatabase(name)
      return { wasEnded, row }
    })
  }
  forgetIntents(name, intents)
  return outcome
}

function leftOf(found: unknown, isDue: (purpose: Purpose) => boolean): string | undefined {
  if (isDue('end') || !(found === KEPT || isGenerationId(found))) return ENDED
  return isDue('keep') ? KEPT : found
}

function dueFor(found: unknown, intents: readonly string[]): (purpose: Purpose) => boolean {
  return (purpose) =>
    intents.some((intent) => {
      const [said, generation] = intent.split(' ')
      // What was kept tells no longer which generation's it was.
      const isMeant = generation === found || (found === KEPT && isGenerationId(generation))
      return said === purpose && (isMeant || generation === WHICHEVER)
    })
}

/** The one that lasts, else a new one of 128 random bits. */
function successorOf(left: unknown): string {
  return isGenerationId(left) ? left : crypto.getRandomValues(new Uint32Array(4)).join()
}
