import { promisifyRequest } from 'idb-keyval'
import type { Connection } from './connection.ts'
import { forgetIntents, type Intent, intentsOf, type Purpose, WHICHEVER } from './intents.ts'
import { CURRENT, GENERATIONS, KEPT, type Missing, RESPONSES } from './open-database.ts'
import { inTransaction } from './transaction.ts'

/** No row: the generation has ended. To remove one takes no room, when there is none for a mark. */
const ENDED = undefined

/** The row of the generation, as this transaction sees it, and behind it the log of invalidations. */
export function stateOf(generations: IDBObjectStore): Promise<readonly unknown[]> {
  return promisifyRequest<unknown[]>(generations.getAll())
}

export function isGenerationId(row: unknown): row is string {
  return typeof row === 'string' && /^\d+(,\d+){3}$/.test(row)
}

/** The id of the generation that lasts; a new one where none does. Creates what is missing. */
export async function adoptGeneration(connection: Connection, name: string): Promise<string> {
  const first = await conclude(connection, name, 'create')
  if (first.found !== ENDED) return `${first.row}`
  // Who ended it may be about to delete the database, this new generation with it. Reopen:
  // that waits behind the deletion, and finds either this generation or an empty database.
  connection.letGo()
  const { row } = await conclude(connection, name, 'create')
  return `${row}`
}

/** Carries out what is intended, there and by the caller, where there is a database. */
export async function carryOut(
  connection: Connection,
  name: string,
  wishes: readonly Intent[] = [],
): Promise<void> {
  await conclude(connection, name, 'leave', wishes)
}

/** What stood in the generation's row, and what stands there now. */
interface Outcome {
  found?: unknown
  row?: string | undefined
}

/**
 * In one transaction the generation's row and the responses are removed, or what else is due, and
 * the next generation begins if there is to be one. Otherwise a database without a generation is
 * deleted then, to be tidy.
 */
async function conclude(
  connection: Connection,
  name: string,
  missing: Missing,
  wishes: readonly Intent[] = [],
): Promise<Outcome> {
  const transaction = await connection.begin({ missing, mode: 'readwrite', durability: 'strict' })
  const outcome: Outcome = {}
  let intents = intentsOf(name)
  if (transaction !== undefined) {
    await inTransaction(transaction, async () => {
      const generations = transaction.objectStore(GENERATIONS)
      const [found] = await stateOf(generations)
      intents = intentsOf(name)
      const isDue = dueFor(found, [...intents, ...wishes])
      const lasting = isDue('end') ? ENDED : lastingIn(found)
      let row = lasting !== ENDED && isDue('keep') ? KEPT : lasting
      if (missing === 'create' && !isGenerationId(row)) row = newGenerationId()

      if (lasting === ENDED || isDue('clear')) transaction.objectStore(RESPONSES).clear()
      if (lasting === ENDED) generations.clear()
      // Another tab can block it for ever, so nobody waits for it. It is asked for before the end
      // can be seen: who sees that and opens again queues behind the deletion.
      if (row === ENDED) indexedDB.deleteDatabase(name)
      else if (row !== found) generations.put(row, CURRENT)
      Object.assign(outcome, { found, row })
    })
  }
  forgetIntents(name, intents)
  return outcome
}

function lastingIn(row: unknown): string | undefined {
  return row === KEPT || isGenerationId(row) ? row : ENDED
}

function dueFor(found: unknown, intents: readonly string[]): (purpose: Purpose) => boolean {
  return (purpose) =>
    intents.some(
      (intent) =>
        intent === `${purpose} ${WHICHEVER}` ||
        intent === `${purpose} ${found}` ||
        // What was kept tells no longer which generation's it was.
        (found === KEPT && intent.startsWith(purpose)),
    )
}

/** 128 random bits. */
function newGenerationId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join()
}
