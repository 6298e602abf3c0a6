/** A row of an object store of IndexedDB. */
export interface StoredRow {
  readonly database: string
  readonly store: string
  readonly key: unknown
  readonly value: unknown
}

/**
 * Every row of every object store of every database of this origin, read without the cache. Uses
 * nothing from outside itself, so that a test can hand it to a page.
 */
export async function storedRows(): Promise<StoredRow[]> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('no reason')))
    })

  /** Opens what is there; a database that is on its way out is not brought back. */
  async function openExisting(name: string): Promise<IDBDatabase | undefined> {
    const request = indexedDB.open(name)
    let isNew = false
    request.addEventListener('upgradeneeded', () => {
      isNew = true
      request.transaction?.abort()
    })
    return settled(request).catch((error: unknown) => {
      if (isNew) return undefined
      throw error
    })
  }

  async function rowsOf(database: IDBDatabase): Promise<StoredRow[]> {
    const stores = [...database.objectStoreNames]
    if (stores.length === 0) return []
    const transaction = database.transaction(stores)
    const rows = stores.map(async (store) => {
      const objects = transaction.objectStore(store)
      const [keys, values] = await Promise.all([
        settled(objects.getAllKeys()),
        settled<unknown[]>(objects.getAll()),
      ])
      return keys.map((key, index) => {
        return { database: database.name, store, key, value: values[index] }
      })
    })
    return (await Promise.all(rows)).flat()
  }

  const all: StoredRow[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await openExisting(name)
    if (database === undefined) continue
    database.addEventListener('versionchange', () => database.close())
    try {
      all.push(...(await rowsOf(database)))
    } finally {
      database.close()
    }
  }
  return all
}
