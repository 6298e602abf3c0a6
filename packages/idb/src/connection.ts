import { GENERATIONS, LAYOUT, layOut, RESPONSES } from './layout.ts'

export interface Begin {
  /** What to do about a database that is not there. */
  readonly missing: 'create' | 'leave'
  readonly mode: IDBTransactionMode
  /** A lost response costs one exchange; a lost generation would undo a sign-out. */
  readonly durability: IDBTransactionDurability
}

/** What befalls a connection: somebody deletes its database, or upgrades it; it died. */
export type Loss = 'deleted' | 'upgraded' | 'closed'

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
  readonly begin: (options: Begin) => Promise<IDBTransaction | undefined>
  /**
   * Closes what is open, when its transactions are done. The next one opens the database again.
   */
  readonly letGo: () => void
  /** Closes for good, also what is still about to open. */
  readonly close: () => void
}

/** Opens nothing before the first transaction. */
export function connectTo(name: string, onLost: (loss: Loss) => void = () => {}): Connection {
  /** Resolves to `undefined` where there is no such database, and none was made. */
  let opening: Promise<IDBDatabase | undefined> | undefined
  /** What it resolved to. */
  let database: IDBDatabase | undefined
  let isClosed = false

  function letGo(of = opening): void {
    if (opening !== of) return
    database?.close()
    database = undefined
    opening = undefined
  }

  function lose(connection: IDBDatabase, loss: Loss): void {
    if (database !== connection) return
    letGo()
    onLost(loss)
  }

  function open(missing: Begin['missing']): Promise<IDBDatabase | undefined> {
    // Whoever creates nothing takes the layout that it finds: a sign-out ends a later one, too.
    const request = missing === 'create' ? indexedDB.open(name, LAYOUT) : indexedDB.open(name)
    let isAbsent = false
    const mine = new Promise<IDBDatabase | undefined>((resolve, reject) => {
      request.onupgradeneeded = () => {
        if (missing === 'create' && !isClosed) return layOut(request.result)
        // IndexedDB cannot open without creating, but it can abort the creation.
        isAbsent = true
        request.transaction?.abort()
      }
      request.onsuccess = () => {
        const { result } = request
        if (opening === mine) database = result
        // Whoever waits finds it closed, and opens another one.
        else result.close()
        result.onclose = () => lose(result, 'closed')
        // Whoever sent this waits until the connection is closed, for ever if need be.
        result.onversionchange = ({ newVersion }) =>
          lose(result, newVersion === null ? 'deleted' : 'upgraded')
        resolve(result)
      }
      request.onerror = () => {
        if (isAbsent) resolve(sweep(name))
        else reject(request.error)
      }
    })
    return mine
  }

  function assertOpen(): void {
    if (isClosed) throw new DOMException('The store was closed', 'AbortError')
  }

  async function attempt({
    missing,
    mode,
    durability,
  }: Begin): Promise<IDBTransaction | undefined> {
    assertOpen()
    const mine = (opening ??= open(missing))
    let found = database
    try {
      found ??= await mine
      assertOpen()
      if (found === undefined) letGo(mine)
      return found?.transaction([RESPONSES, GENERATIONS], mode, { durability })
    } catch (error) {
      // Connections die without a `close` event too, in every browser.
      if (found !== undefined && isOf('InvalidStateError', error)) lose(found, 'closed')
      letGo(mine)
      // Somebody else's, with other object stores.
      if (missing === 'leave' && isOf('NotFoundError', error)) return undefined
      throw error
    }
  }

  return {
    begin: (options) =>
      attempt(options).catch((error) => {
        // A new connection tells a dead one from a dead database; a second new one would tell nothing more.
        if (isOf('InvalidStateError', error)) return attempt(options)
        throw error
      }),
    letGo,
    close() {
      isClosed = true
      letGo()
    },
  }
}

function isOf(name: string, error: unknown): boolean {
  return error instanceof DOMException && error.name === name
}

/**
 * WebKit keeps a database whose creation was aborted: empty, of version 0, and listed. It goes before
 * anybody is told that there is none, for who is told may create one.
 */
async function sweep(name: string): Promise<undefined> {
  const databases = await listDatabases()
  if (databases.some((database) => database.name === name && database.version === 0)) {
    indexedDB.deleteDatabase(name)
  }
}

/** None where the browser does not tell: Firefox before 126 has no such method. */
export async function listDatabases(): Promise<readonly IDBDatabaseInfo[]> {
  try {
    return await indexedDB.databases()
  } catch {
    return []
  }
}
