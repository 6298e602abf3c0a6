/** A row of an object store, read without the cache. */
export interface RawRow {
  readonly database: string
  readonly store: string
  readonly key: unknown
  /** What it holds, as JSON; bytes are told as text. */
  readonly text: string
}

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

async function rowsOf(database: IDBDatabase): Promise<RawRow[]> {
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
      return { database: database.name, store, key, text: textOf(values[index]) }
    })
  })
  return (await Promise.all(rows)).flat()
}

/** Every row of every object store of every database of this origin. */
export async function rawRows(): Promise<RawRow[]> {
  const rows: RawRow[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await openExisting(name)
    if (database === undefined) continue
    database.addEventListener('versionchange', () => database.close())
    try {
      rows.push(...(await rowsOf(database)))
    } finally {
      database.close()
    }
  }
  return rows
}

/** All rows as one text, names of databases included. */
export async function rawText(): Promise<string> {
  const names = (await indexedDB.databases()).map(({ name }) => name)
  const rows = await rawRows()
  const lines = rows.map(({ store, key, text }) => `${store} ${JSON.stringify(key)} ${text}`)
  return [...names, ...lines].join('\n')
}

function textOf(row: unknown): string {
  const decoder = new TextDecoder()
  return JSON.stringify(row, (_key, value: unknown) =>
    value instanceof Uint8Array || value instanceof ArrayBuffer ? decoder.decode(value) : value,
  )
}
