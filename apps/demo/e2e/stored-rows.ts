import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import { storedRows, type StoredRow } from '../../../tooling/stored-rows.ts'

/** A response on disk: what its validator is, and the body that is kept beside it. */
export interface StoredPair {
  readonly database: string
  /** Without the origin and without `/api`. */
  readonly path: string
  readonly etag: string | undefined
  /** The entity-tag that the API gives to the body beside it: the same one, if they are a pair. */
  readonly etagOfBody: string
}

/** The databases that belong to nobody: the visitors', everyone's, and the one with this browser's keys. */
const COMMON: ReadonlySet<string> = new Set([
  'etagged-anonymous',
  'etagged-everyone',
  'etagged-demo-wallets',
])

/** The names of the databases that this page's origin has for one user each. */
export async function userDatabases(page: Page): Promise<readonly string[]> {
  const databases = await page.evaluate(() => indexedDB.databases())
  return databases.flatMap(({ name = '' }) => (COMMON.has(name) ? [] : [name]))
}

/** The responses on disk, each with its body, and with what a 304 has made of its metadata. */
export async function storedPairs(page: Page): Promise<StoredPair[]> {
  const rows = await page.evaluate(storedRows)
  const variants = rows.flatMap(variantsIn)
  return variants.flatMap(({ database, path, bodyId, fields, content }) => {
    if (content === undefined) return []
    const freshened = variants.find(
      (other) => other.bodyId === bodyId && other.content === undefined,
    )
    return {
      database,
      path,
      etag: (freshened?.fields ?? fields).find(([name]) => name === 'etag')?.[1],
      etagOfBody: etagOf(content),
    }
  })
}

/** The coin API's entity-tag of a body. */
export function etagOf(body: string): string {
  return `W/"${createHash('sha1').update(body).digest('base64')}"`
}

interface Metadata {
  readonly bodyId: string
  readonly fields: readonly (readonly [string, string])[]
}

interface Variant extends Metadata, Pick<StoredPair, 'database' | 'path'> {
  /** Absent from what freshens another row. */
  readonly content: string | undefined
}

/** Epoch, checksum, metadata as a list in JSON, and content. */
type Row = readonly [string, number, string, string?]

function variantsIn({ database, key, value }: StoredRow): readonly Variant[] {
  // What else is stored has no list for a key.
  if (!Array.isArray(key)) return []
  const [, , text, content] = value as Row
  const { pathname } = new URL(String(key[0]).replace(/^~|^.* GET /, ''), 'http://site.test')
  const members = JSON.parse(text) as readonly unknown[]
  const bodyId = members[0] as Metadata['bodyId']
  const fields = members[6] as Metadata['fields']
  return [{ database, path: pathname.replace('/api', ''), bodyId, fields, content }]
}
