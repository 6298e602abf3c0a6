import { promisifyRequest } from 'idb-keyval'
import type { Connection } from './connection.ts'
import { GENERATIONS, RESPONSES } from './open-database.ts'
import { committed, inTransaction } from './transaction.ts'

const ROW = 'current'

/** Stands where an id stood. It is not hexadecimal, so it never equals one. */
const TOMBSTONE = 'ended'

/** The generation of the partition, as this transaction sees it. */
export function currentGeneration(transaction: IDBTransaction): Promise<unknown> {
  return promisifyRequest<unknown>(transaction.objectStore(GENERATIONS).get(ROW))
}

/** The generation's id: the one that lasts, else a new one over empty responses. */
export async function adoptGeneration(connection: Connection): Promise<string> {
  const first = await adopt(connection)
  if (!first.replaced) return first.id
  // Who left a tombstone may be about to delete the database, this new generation with it. Reopen:
  // that waits behind the deletion, and finds either this generation or an empty database.
  connection.letGo()
  const { id } = await adopt(connection)
  return id
}

async function adopt(connection: Connection): Promise<{ id: string; replaced: boolean }> {
  const transaction = await connection.begin({
    missing: 'create',
    mode: 'readwrite',
    durability: 'strict',
  })
  if (transaction === undefined) throw new DOMException('No database to open', 'NotFoundError')
  return inTransaction(transaction, async () => {
    const found = await currentGeneration(transaction)
    if (isGenerationId(found)) return { id: found, replaced: false }
    const id = newGenerationId()
    transaction.objectStore(RESPONSES).clear()
    transaction.objectStore(GENERATIONS).put(id, ROW)
    await committed(transaction)
    return { id, replaced: found !== undefined }
  })
}

/**
 * Ends whatever generation lasts and clears the responses, in one transaction. False when none
 * lasted: there is no database, or it has been done, and what comes after it is another's task.
 */
export async function endGeneration(connection: Connection): Promise<boolean> {
  const transaction = await connection.begin({
    missing: 'leave',
    mode: 'readwrite',
    durability: 'strict',
  })
  if (transaction === undefined) return false
  return inTransaction(transaction, async () => {
    const found = await currentGeneration(transaction)
    transaction.objectStore(GENERATIONS).put(TOMBSTONE, ROW)
    transaction.objectStore(RESPONSES).clear()
    await committed(transaction)
    return found !== TOMBSTONE
  })
}

function newGenerationId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function isGenerationId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)
}
