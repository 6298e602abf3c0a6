/** A database of another version, or of somebody else. */
export function layOut(
  name: string,
  version: number,
  objectStores: readonly string[],
): Promise<IDBDatabase> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name, version)
    request.onupgradeneeded = () => {
      for (const objectStore of objectStores) request.result.createObjectStore(objectStore)
    }
    request.onsuccess = () => resolve(request.result)
  })
}

/** Waits behind everything that is under way on this database, and changes nothing. */
export function databaseExists(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name)
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onerror = () => resolve(false)
    request.onsuccess = () => {
      request.result.close()
      resolve(true)
    }
  })
}

/** A connection that, like a frozen tab, never heeds `versionchange`. */
export function holdOpen(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('open'))
  })
}

export function rowsIn(database: IDBDatabase, objectStore: string): Promise<unknown[]> {
  return new Promise((resolve) => {
    const request = database.transaction(objectStore).objectStore(objectStore).getAll()
    request.onsuccess = () => resolve(request.result)
  })
}

export function deleteDatabase(name: string): Promise<'deleted' | 'blocked'> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve('deleted')
    request.onblocked = () => resolve('blocked')
  })
}
