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

/**
 * Carries out what is intended, there and by the caller, where there is a database: in one
 * transaction the generation's row and the responses are removed, or what else is due. What may be
 * created has a generation then; else a database without one is deleted, to be tidy.
 *
 * @returns what stands in the generation's row
 */
export async function carryOut(
  connection: Connection,
  name: string,
  missing: Begin['missing'],
  wishes: readonly Intent[] = [],
  isReopened = false,
): Promise<unknown> {
  const transaction = await connection.begin({ missing, mode: 'readwrite', durability: 'strict' })
  if (transaction === undefined) return forgetIntents(name, intentsOf(name))
  const { found, row, intents } = await inTransaction(transaction, async () => {
    const generations = transaction.objectStore(GENERATIONS)
    const [former] = await stateIn(generations)
    const all = intentsOf(name)
    const isDue = dueFor(former, [...all, ...wishes])
    const left = leftOf(former, isDue)
    if (left === ENDED) generations.clear()
    if (left === ENDED || isDue('clear')) transaction.objectStore(RESPONSES).clear()

    const next = missing === 'create' ? successorOf(left) : left
    if (next !== former && next !== ENDED) generations.put(next, CURRENT)
    // Another tab can block it for ever, so nobody waits for it. It is asked for before the end can be
    // seen: who sees that and opens again queues behind the deletion.
    if (next === ENDED && (former !== ENDED || isReopened)) indexedDB.deleteDatabase(name)
    return { found: former, row: next, intents: all }
  })
  forgetIntents(name, intents)
  if (found !== ENDED || isReopened) return row
  // Who ended it may be about to delete the database, and what is new in it. Reopen: that waits behind
  // the deletion, and finds either the same one or an empty database.
  connection.letGo()
  return carryOut(connection, name, missing, [], true)
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
