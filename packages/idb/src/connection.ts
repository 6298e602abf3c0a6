/** What to do about a database that is not there. */
export type Missing = 'create' | 'leave'

/** The object stores of a partition's database. */
export const RESPONSES = 'responses'
export const GENERATIONS = 'generations'
const OBJECT_STORES = [RESPONSES, GENERATIONS] as const

const LAYOUT = 1

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
   * A transaction over both object stores, on a new connection if the former was let go.
   * `undefined`: there is no such database, and none was made.
   */
  begin(options: Begin): Promise<IDBTransaction | undefined>
  /** Closes what is open. The next transaction opens the database again. */
  letGo(): void
  /** Closes for good, also what is still about to open. */
  close(): void
}

/** Opens nothing before the first transaction. */
export function connectTo(name: string): Connection {
  let current: Opening | undefined
  let closed = false

  function letGo(opening: Opening | undefined): void {
    opening?.close()
    if (current === opening) current = undefined
  }

  function connect(missing: Missing): Opening {
    const opening = openDatabase(name, missing, () => letGo(opening))
    return opening
  }

  async function attempt({
    missing,
    mode,
    durability,
  }: Begin): Promise<IDBTransaction | undefined> {
    if (closed) throw closedError()
    const opening = (current ??= connect(missing))
    try {
      const database = await opening.database
      if (database === undefined) letGo(opening)
      return database?.transaction(OBJECT_STORES, mode, { durability })
    } catch (error) {
      letGo(opening)
      throw error
    }
  }

  return {
    async begin(options) {
      try {
        return await attempt(options)
      } catch (error) {
        // Connections die without a `close` event too, in every browser. A new one tells a dead
        // connection from a dead database; a second new one would tell nothing more.
        if (isInvalidState(error)) return attempt(options)
        throw error
      }
    },
    letGo: () => letGo(current),
    close() {
      closed = true
      letGo(current)
    },
  }
}

interface Opening {
  readonly database: Promise<IDBDatabase | undefined>
  /** Closes the database; one that is yet to open is closed when it does. */
  close(): void
}

function openDatabase(name: string, missing: Missing, onGone: () => void): Opening {
  let closed = false
  let close = (): void => {
    closed = true
  }
  const database = new Promise<IDBDatabase | undefined>((resolve, reject) => {
    const request = indexedDB.open(name, LAYOUT)
    let absent = false
    close = () => {
      closed = true
      reject(closedError())
    }
    request.onupgradeneeded = () => {
      if (missing === 'create' && !closed) {
        for (const store of OBJECT_STORES) request.result.createObjectStore(store)
      } else {
        // IndexedDB cannot open without creating; an aborted creation leaves nothing behind.
        absent = true
        request.transaction?.abort()
      }
    }
    request.onsuccess = () => {
      const opened = request.result
      opened.addEventListener('close', onGone)
      // Whoever wants to delete the database waits for this connection, for ever if need be.
      opened.addEventListener('versionchange', onGone)
      close = () => opened.close()
      if (closed) opened.close()
      resolve(opened)
    }
    request.onerror = () => (absent ? resolve(undefined) : reject(request.error))
  })
  return { database, close: () => close() }
}

function closedError(): Error {
  return new DOMException('The store was closed', 'AbortError')
}

function isInvalidState(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError'
}
