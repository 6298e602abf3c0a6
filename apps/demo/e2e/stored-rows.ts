import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'

/** A row of an object store; bytes are told as text. */
export interface StoredRow {
  readonly database: string
  readonly store: string
  readonly key: unknown
  readonly value: unknown
}

/** A response on disk: what its validator is, and the body that is kept beside it. */
export interface StoredPair {
  readonly database: string
  /** Without the origin and without `/api`. */
  readonly path: string
  readonly etag: string | undefined
  /** The entity-tag that the API gives to the body beside it: the same one, if they are a pair. */
  readonly etagOfBody: string
}

/** The databases that belong to nobody: the visitors', and the one with this browser's keys. */
const COMMON: ReadonlySet<string> = new Set(['etagged-anonymous', 'etagged-demo-wallets'])

/** The names of the databases that this page's origin has for one user each. */
export async function userDatabases(page: Page): Promise<readonly string[]> {
  const databases = await page.evaluate(() => indexedDB.databases())
  return databases.flatMap(({ name = '' }) => (COMMON.has(name) ? [] : [name]))
}

/** Every row of every object store of every database that this page's origin has. */
export function storedRows(page: Page): Promise<StoredRow[]> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('no reason')))
      })

    /** A database may be on its way out: opening it must not bring it back. */
    async function open(name: string): Promise<IDBDatabase | undefined> {
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

    const rows: StoredRow[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await open(name)
      if (database === undefined) continue
      const transaction = database.transaction([...database.objectStoreNames])
      for (const store of database.objectStoreNames) {
        const objects = transaction.objectStore(store)
        const [keys, values] = await Promise.all([
          settled(objects.getAllKeys()),
          settled<unknown[]>(objects.getAll()),
        ])
        for (const [index, key] of keys.entries()) {
          rows.push({ database: name, store, key, value: values[index] })
        }
      }
      database.close()
    }
    return rows
  })
}

/** The responses on disk, each with its body, and with what a 304 has made of its metadata. */
export async function storedPairs(page: Page): Promise<StoredPair[]> {
  const rows = await storedRows(page)
  const variants = rows.flatMap(({ database, value }) =>
    variantsIn(value).map((variant) => ({ database, ...variant })),
  )
  return variants.flatMap(({ database, bodyId, metadata, content }) => {
    if (content === undefined) return []
    const freshened = variants.find(
      (other) => other.bodyId === bodyId && other.content === undefined,
    )
    const { url, fields } = freshened?.metadata ?? metadata
    return {
      database,
      path: new URL(url).pathname.replace('/api', ''),
      etag: fields.find(([name]) => name === 'etag')?.[1],
      etagOfBody: etagOf(content),
    }
  })
}

/** The coin API's entity-tag of a body. */
export function etagOf(body: string): string {
  return `W/"${createHash('sha1').update(body).digest('base64')}"`
}

interface Variant {
  readonly bodyId: string
  readonly metadata: {
    readonly url: string
    readonly fields: readonly (readonly [string, string])[]
  }
  /** Absent from what freshens another row. */
  readonly content?: string
}

function variantsIn(value: unknown): readonly Variant[] {
  const row = value as { readonly variants?: readonly Variant[] } | string
  return typeof row === 'object' ? (row.variants ?? []) : []
}
