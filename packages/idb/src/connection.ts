import {
  type Gone,
  type Missing,
  OBJECT_STORES,
  openDatabase,
  type Opening,
} from './open-database.ts'

export interface Begin {
  readonly missing: Missing
  readonly mode: IDBTransactionMode
  /** A lost response costs one exchange; a lost generation would undo a sign-out. */
  readonly durability: IDBTransactionDurability
}

/**
 * Our own connection to one database, in place of idb-keyval's: it stands in nobody's way, can be
 * closed, and brings no deleted database back.
 */
export interface Connection {
  /**
   * A transaction over both object stores, on a new connection if the former was let go. Begins
   * before it returns where the database is open. `undefined`: there is no such database, and none
   * was made.
   */
  begin(options: Begin): Promise<IDBTransaction | undefined>
  /**
   * Closes what is open, when its transactions are done. The next one opens the database again.
   */
  letGo(): void
  /** Closes for good, also what is still about to open. */
  close(): void
}

/** What befalls a connection: somebody deletes its database; it died; another one replaced it. */
export type Change = 'deleted' | 'closed' | 'reopened'

/** Opens nothing before the first transaction. */
export function connectTo(name: string, onChange: (change: Change) => void = () => {}): Connection {
  let current: Opening | undefined
  let closed = false
  let deleted = false
  let reopened: Opening | undefined

  function letGo(opening: Opening | undefined): void {
    opening?.close()
    if (current === opening) current = undefined
  }

  function connect(missing: Missing): Opening {
    deleted = false
    const opening = openDatabase(name, missing, (why) => lose(opening, why))
    return opening
  }

  function lose(opening: Opening, why: Gone): void {
    if (current !== opening) return
    letGo(opening)
    deleted = why === 'deletion'
    if (why !== 'upgrade') onChange(deleted ? 'deleted' : 'closed')
  }

  async function attempt({
    missing,
    mode,
    durability,
  }: Begin): Promise<IDBTransaction | undefined> {
    if (closed) throw new DOMException('The store was closed', 'AbortError')
    if (deleted && missing === 'leave') return undefined
    const opening = (current ??= connect(missing))
    try {
      const database = opening.opened ?? (await opening.database)
      if (database === undefined) letGo(opening)
      return database?.transaction(OBJECT_STORES, mode, { durability })
    } catch (error) {
      letGo(opening)
      throw error
    }
  }

  return {
    async begin(options) {
      const former = current
      try {
        return await attempt(options)
      } catch (error) {
        // Connections die without a `close` event too, in every browser. A new one tells a dead
        // connection from a dead database; a second new one would tell nothing more.
        if (!isInvalidState(error)) throw error
        const transaction = await attempt(options)
        // All that began on the dead one come here, and one of them tells.
        if (former?.opened !== undefined && transaction !== undefined && reopened !== former) {
          reopened = former
          onChange('reopened')
        }
        return transaction
      }
    },
    letGo: () => letGo(current),
    close() {
      closed = true
      letGo(current)
    },
  }
}

function isInvalidState(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError'
}
