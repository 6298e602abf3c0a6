import {
  type Loss,
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
   * A transaction over both object stores, on a new connection if the former was let go, or died.
   * Begins before it returns where the database is open. `undefined`: there is no such database, and
   * none was made.
   */
  begin(options: Begin): Promise<IDBTransaction | undefined>
  /**
   * Closes what is open, when its transactions are done. The next one opens the database again.
   */
  letGo(): void
  /** Closes for good, also what is still about to open. */
  close(): void
}

/** Opens nothing before the first transaction. */
export function connectTo(name: string, onLost: (loss: Loss) => void = () => {}): Connection {
  let current: Opening | undefined
  let isClosed = false
  let isDeleted = false

  function letGo(opening: Opening | undefined): void {
    opening?.close()
    if (current === opening) current = undefined
  }

  function lose(opening: Opening, loss: Loss): void {
    if (current !== opening) return
    letGo(opening)
    isDeleted = loss === 'deleted'
    onLost(loss)
  }

  function connect(missing: Missing): Opening {
    isDeleted = false
    const opening = openDatabase(name, missing, (loss) => lose(opening, loss))
    return opening
  }

  async function begin(options: Begin, isAgain = false): Promise<IDBTransaction | undefined> {
    const { missing, mode, durability } = options
    if (isClosed) throw new DOMException('The store was closed', 'AbortError')
    if (isDeleted && missing === 'leave') return undefined
    const opening = (current ??= connect(missing))
    try {
      const database = opening.opened ?? (await opening.database)
      if (database === undefined) letGo(opening)
      return database?.transaction(OBJECT_STORES, mode, { durability })
    } catch (error) {
      const fault = error instanceof DOMException ? error.name : ''
      // Connections die without a `close` event too, in every browser.
      if (fault === 'InvalidStateError' && opening.opened !== undefined) lose(opening, 'closed')
      else letGo(opening)
      // It has other object stores: somebody else's.
      if (fault === 'NotFoundError' && missing === 'leave') return undefined
      // A new connection tells a dead one from a dead database; a second new one would tell nothing more.
      if (fault !== 'InvalidStateError' || isAgain) throw error
      return begin(options, true)
    }
  }

  return {
    begin,
    letGo: () => letGo(current),
    close() {
      isClosed = true
      letGo(current)
    },
  }
}
