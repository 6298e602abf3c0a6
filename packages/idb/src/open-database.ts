/** What to do about a database that is not there. */
export type Missing = 'create' | 'leave'

/** The object stores of a partition's database. */
export const RESPONSES = 'responses'
export const GENERATIONS = 'generations'
export const OBJECT_STORES: readonly string[] = [RESPONSES, GENERATIONS]

const LAYOUT = 1

export interface Opening {
  /** `undefined`: there is no such database, and none was made. */
  readonly database: Promise<IDBDatabase | undefined>
  /** Closes the database; one that is yet to open is closed when it does. */
  close(): void
}

/**
 * Opens a database. `onGone` is called when its connection is not to be used any longer: somebody
 * wants to delete or upgrade the database, or the browser closed it.
 */
export function openDatabase(
  name: string,
  missing: Missing,
  onGone: (reason: 'deletion' | 'other') => void,
): Opening {
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
        // IndexedDB cannot open without creating, but it can abort the creation.
        absent = true
        request.transaction?.abort()
      }
    }
    request.onsuccess = () => {
      const opened = request.result
      opened.onclose = () => onGone('other')
      // Whoever sent this waits until the connection is closed, for ever if need be.
      opened.onversionchange = ({ newVersion }) =>
        onGone(newVersion === null ? 'deletion' : 'other')
      close = () => opened.close()
      if (closed) opened.close()
      resolve(opened)
    }
    request.onerror = () => {
      if (!absent) return reject(request.error)
      // Its failure is nobody's concern: all that it removes is a name. But it goes first, for
      // who is told that there is no database may create one.
      sweep(name)
        .catch(() => undefined)
        .then(() => resolve(undefined), reject)
    }
  })
  return { database, close: () => close() }
}

/** WebKit keeps a database whose creation was aborted: empty, of version 0, and listed. */
async function sweep(name: string): Promise<void> {
  const databases = await indexedDB.databases()
  if (databases.some((database) => database.name === name && database.version === 0)) {
    indexedDB.deleteDatabase(name)
  }
}

export function closedError(): Error {
  return new DOMException('The store was closed', 'AbortError')
}
