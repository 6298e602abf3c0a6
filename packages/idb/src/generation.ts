import { promisifyRequest } from 'idb-keyval'
import type { Begin, Connection } from './connection.ts'
import { forgetIntents, type Intent, intentsOf, WHICHEVER } from './intents.ts'
import { LOG } from './invalidations.ts'
import { CURRENT, GENERATIONS, RESPONSES } from './open-database.ts'
import { committed, inTransaction } from './transaction.ts'

/** No row: the generation has ended. To remove one takes no room, when there is none for a mark. */
const ENDED = undefined
/** The generation has ended, and its responses are the next one's. No id: that is hexadecimal. */
const KEPT = 'kept'

/** The generation of the partition, as this transaction sees it. */
export function currentGeneration(transaction: IDBTransaction): Promise<unknown> {
  return promisifyRequest<unknown>(transaction.objectStore(GENERATIONS).get(CURRENT))
}

export interface Adoption {
  /** The look at the generation's row. As long as it is active, a read may go along with it. */
  readonly transaction: IDBTransaction
  /** What stands there, if it is a generation that lasts. */
  readonly found: Promise<string | undefined>
  /** The generation's id: the one that was found, else a new one. */
  readonly generation: Promise<string>
}

/**
 * Opens the database and begins to adopt its generation. Nearly every start finds one that lasts,
 * and then need not wait for a turn to write.
 */
export async function beginAdoption(connection: Connection, name: string): Promise<Adoption> {
  const beginning = begun(connection, READ)
  // Read while the database opens: the first access to localStorage takes its time.
  const isPlain = intentsOf(name).length === 0
  const transaction = await beginning
  const found = inTransaction(transaction, currentGeneration).then((row) =>
    isPlain && isGenerationId(row) ? row : undefined,
  )
  const generation = found.then((id) => id ?? beginGeneration(connection, name))
  return { transaction, found, generation }
}

async function beginGeneration(connection: Connection, name: string): Promise<string> {
  const first = await adopt(connection, name)
  if (!first.replaced) return first.id
  // Who ended it may be about to delete the database, this new generation with it. Reopen:
  // that waits behind the deletion, and finds either this generation or an empty database.
  connection.letGo()
  const { id } = await adopt(connection, name)
  return id
}

async function adopt(
  connection: Connection,
  name: string,
): Promise<{ id: string; replaced: boolean }> {
  const transaction = await begun(connection, WRITE)
  return inTransaction(transaction, async () => {
    const found = await currentGeneration(transaction)
    const intents = intentsOf(name)
    const { row, clear } = outcomeOf(found, intents)
    const id = isGenerationId(row) ? row : newGenerationId()
    if (clear) await clearResponses(transaction, id === found)
    if (id !== found) transaction.objectStore(GENERATIONS).put(id, CURRENT)
    await committed(transaction)
    forgetIntents(name, intents)
    return { id, replaced: found === ENDED }
  })
}

/**
 * Carries out what is intended, there and by the caller, where there is a database: in one
 * transaction the generation's row and the responses are removed, or what else is due. A database
 * without a generation is deleted then, to be tidy.
 */
export async function carryOut(
  connection: Connection,
  name: string,
  wishes: readonly Intent[] = [],
): Promise<void> {
  const transaction = await connection.begin({ missing: 'leave', ...WRITE })
  if (transaction === undefined) return forgetIntents(name, intentsOf(name))
  await inTransaction(transaction, async () => {
    const found = await currentGeneration(transaction)
    const intents = intentsOf(name)
    const { row, clear } = outcomeOf(found, [...intents, ...wishes])
    const generations = transaction.objectStore(GENERATIONS)
    if (clear) await clearResponses(transaction, row !== ENDED)
    if (row === ENDED) generations.delete(CURRENT)
    else if (row !== found) generations.put(row, CURRENT)
    // Another tab can block it for ever, so nobody waits for it. It is asked for before the end
    // can be seen: who sees that and opens again queues behind the deletion.
    if (row === ENDED) indexedDB.deleteDatabase(name)
    await committed(transaction)
    forgetIntents(name, intents)
  })
}

/** While the generation lasts, what is on its way may still be older than an invalidation. */
async function clearResponses(transaction: IDBTransaction, lasts: boolean): Promise<void> {
  const responses = transaction.objectStore(RESPONSES)
  const log = lasts ? await promisifyRequest<unknown>(responses.get(LOG)) : undefined
  responses.clear()
  if (log !== undefined) responses.put(log, LOG)
}

/** Has somebody ended this database's generation and not deleted it? */
export async function hasEnded(connection: Connection): Promise<boolean> {
  const transaction = await connection.begin({ missing: 'leave', ...READ })
  if (transaction === undefined) return false
  return (await inTransaction(transaction, currentGeneration)) === ENDED
}

/** What is to stand in the generation's row, and whether the responses go. */
function outcomeOf(
  found: unknown,
  intents: readonly Intent[],
): { readonly row: string | undefined; readonly clear: boolean } {
  const isDue = (purpose: Intent['purpose']): boolean =>
    intents.some(
      (intent) =>
        intent.purpose === purpose &&
        // What was kept tells no longer which generation's it was.
        (intent.generation === WHICHEVER || intent.generation === found || found === KEPT),
    )
  if (!(isGenerationId(found) || found === KEPT) || isDue('end')) return { row: ENDED, clear: true }
  return { row: isDue('keep') ? KEPT : found, clear: isDue('clear') }
}

type How = Pick<Begin, 'mode' | 'durability'>
const READ: How = { mode: 'readonly', durability: 'relaxed' }
const WRITE: How = { mode: 'readwrite', durability: 'strict' }

async function begun(connection: Connection, how: How): Promise<IDBTransaction> {
  const transaction = await connection.begin({ missing: 'create', ...how })
  if (transaction !== undefined) return transaction
  throw new DOMException('No database to open', 'NotFoundError')
}

function newGenerationId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function isGenerationId(value: unknown): value is string {
  return typeof value === 'string' && /^[\da-f]{32}$/.test(value)
}
