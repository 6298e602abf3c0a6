/** What to do about a database that is not there. */
export type Missing = 'create' | 'leave'

/** The object stores of a partition's database. */
export const RESPONSES = 'responses'
export const GENERATIONS = 'generations'
export const OBJECT_STORES: readonly string[] = [RESPONSES, GENERATIONS]

/** The row of the generation, and what stands there before anybody has begun one. */
export const CURRENT = 'current'
const NONE_YET = 'new'

const LAYOUT = 3

export interface Opening {
  /** `undefined`: there is no such database, and none was made. */
  readonly database: Promise<IDBDatabase | undefined>
  /** What `database` resolved to. */
  readonly opened: IDBDatabase | undefined
  /** Closes the database; one that is yet to open is closed when it does. */
  close(): void
}

/** Why a connection is not to be used any longer. */
export type Gone = 'deletion' | 'upgrade' | 'closed'

/** Opens a database. `onGone` is called when its connection is not to be used any longer. */
export function openDatabase(name: string, missing: Missing, onGone: (why: Gone) => void): Opening {
  let opened: IDBDatabase | undefined
  let closed = false
  let close = (): void => {}
  const database = new Promise<IDBDatabase | undefined>((resolve, reject) => {
    // Whoever creates nothing takes the layout that it finds: a sign-out ends a later one, too.
    const request = missing === 'create' ? indexedDB.open(name, LAYOUT) : indexedDB.open(name)
    let absent = false
    close = () => {
      closed = true
      // Whoever waits may ask again, for another connection.
      reject(new DOMException('The opening was given up', 'InvalidStateError'))
    }
    const resolveToNone = (): void => {
      // Its failure is nobody's concern: all that it removes is a name. But it goes first, for
      // who is told that there is no database may create one.
      sweep(name)
        .catch(() => undefined)
        .then(() => resolve(undefined), reject)
    }
    request.onupgradeneeded = () => {
      if (missing === 'create' && !closed) return layOut(request.result)
      // IndexedDB cannot open without creating, but it can abort the creation.
      absent = true
      request.transaction?.abort()
    }
    request.onsuccess = () => {
      const connection = request.result
      close = () => connection.close()
      if (closed) return connection.close()
      if (!isLaidOut(connection)) {
        connection.close()
        return resolveToNone()
      }
      connection.onclose = () => onGone('closed')
      // Whoever sent this waits until the connection is closed, for ever if need be.
      connection.onversionchange = ({ newVersion }) =>
        onGone(newVersion === null ? 'deletion' : 'upgrade')
      opened = connection
      resolve(connection)
    }
    request.onerror = () => {
      if (absent) resolveToNone()
      else reject(request.error ?? new DOMException('The database did not open', 'UnknownError'))
    }
  })
  return {
    database,
    get opened() {
      return opened
    },
    close: () => close(),
  }
}

/** It is a cache: what an older layout holds is dropped. */
function layOut(database: IDBDatabase): void {
  for (const store of Array.from(database.objectStoreNames)) database.deleteObjectStore(store)
  database.createObjectStore(RESPONSES)
  database.createObjectStore(GENERATIONS).put(NONE_YET, CURRENT)
}

function isLaidOut({ objectStoreNames }: IDBDatabase): boolean {
  return OBJECT_STORES.every((store) => objectStoreNames.contains(store))
}

/** WebKit keeps a database whose creation was aborted: empty, of version 0, and listed. */
async function sweep(name: string): Promise<void> {
  const databases = await indexedDB.databases()
  if (databases.some((database) => database.name === name && database.version === 0)) {
    indexedDB.deleteDatabase(name)
  }
}
