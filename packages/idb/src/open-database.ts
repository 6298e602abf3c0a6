/** What to do about a database that is not there. */
export type Missing = 'create' | 'leave'

/** The object stores of a partition's database. */
export const RESPONSES = 'responses'
export const GENERATIONS = 'generations'
export const OBJECT_STORES: readonly string[] = [RESPONSES, GENERATIONS]

/** The row of the generation: its id, or how it ended. */
export const CURRENT = 'current'
/** No generation lasts, and the responses are the next one's. */
export const KEPT = 'kept'

const LAYOUT = 4

export interface Opening {
  /** `undefined`: there is no such database, and none was made. */
  readonly database: Promise<IDBDatabase | undefined>
  /** What `database` resolved to. */
  readonly opened: IDBDatabase | undefined
  /** Closes the database; one that is yet to open is closed when it does. */
  close(): void
}

/** What befalls a connection: somebody deletes its database, or upgrades it; it died. */
export type Loss = 'deleted' | 'upgraded' | 'closed'

/** Opens a database. `onLost` is called when its connection is not to be used any longer. */
export function openDatabase(
  name: string,
  missing: Missing,
  onLost: (loss: Loss) => void,
): Opening {
  // Whoever creates nothing takes the layout that it finds: a sign-out ends a later one, too.
  const request = missing === 'create' ? indexedDB.open(name, LAYOUT) : indexedDB.open(name)
  let opened: IDBDatabase | undefined
  let isGivenUp = false
  let isAbsent = false
  let giveUp = (): void => {}

  const database = new Promise<IDBDatabase | undefined>((resolve, reject) => {
    // Whoever waits may ask again, for another connection.
    giveUp = () => reject(new DOMException('The opening was given up', 'InvalidStateError'))

    request.onupgradeneeded = () => {
      if (missing === 'create' && !isGivenUp) return layOut(request.result)
      // IndexedDB cannot open without creating, but it can abort the creation.
      isAbsent = true
      request.transaction?.abort()
    }
    request.onsuccess = () => {
      const { result } = request
      if (isGivenUp) return result.close()
      result.onclose = () => onLost('closed')
      // Whoever sent this waits until the connection is closed, for ever if need be.
      result.onversionchange = ({ newVersion }) =>
        onLost(newVersion === null ? 'deleted' : 'upgraded')
      opened = result
      resolve(result)
    }
    request.onerror = () => {
      if (isAbsent) resolve(sweep(name))
      else reject(request.error ?? new DOMException('The database did not open', 'UnknownError'))
    }
  })

  return {
    database,
    get opened() {
      return opened
    },
    close() {
      isGivenUp = true
      opened?.close()
      giveUp()
    },
  }
}

/** It is a cache: what an older layout holds is dropped. */
function layOut(database: IDBDatabase): void {
  for (const store of Array.from(database.objectStoreNames)) database.deleteObjectStore(store)
  database.createObjectStore(RESPONSES)
  database.createObjectStore(GENERATIONS).put(KEPT, CURRENT)
}

/**
 * WebKit keeps a database whose creation was aborted: empty, of version 0, and listed. It goes before
 * anybody is told that there is none, for who is told may create one.
 */
async function sweep(name: string): Promise<undefined> {
  const databases = await indexedDB.databases().catch(() => [])
  if (databases.some((database) => database.name === name && database.version === 0)) {
    indexedDB.deleteDatabase(name)
  }
}
