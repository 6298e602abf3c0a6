import type { StoredBody, StoredMetadata, StoredResponse } from '@etagged/core'
import { checksumOf } from './checksum.ts'

/** Everything of a stored response but its key and its body. */
export type VariantMetadata = Omit<StoredMetadata, 'key'>

/** One of the responses under a primary key. Its body is kept in the row of its slot. */
export interface Variant {
  readonly slot: number
  readonly metadata: VariantMetadata
  readonly bodyId: string
  readonly bytes: number
  readonly checksum: number
}

/** What a 304 rewrites. */
export interface MetadataRow {
  readonly epoch: string
  readonly variants: readonly Variant[]
}

/** Replaced as a whole, never edited. */
export interface BodyRow {
  readonly id: string
  readonly content: StoredBody['content']
}

/** A list of one never equals a list of two, so no URL makes the two kinds of rows collide. */
export function metadataKey(key: string): [string] {
  return [key]
}

export function bodyKey(key: string, slot: number): [string, number] {
  return [key, slot]
}

/** The metadata row and every body row: lists sort by their entries, and numbers before lists. */
export function rowsOf(key: string): IDBKeyRange {
  return IDBKeyRange.bound([key], [key, []])
}

/** The primary key, if this is the key of a metadata row. */
export function primaryKeyOf(key: IDBValidKey): string | undefined {
  if (!Array.isArray(key) || key.length !== 1) return undefined
  const [primary] = key
  return typeof primary === 'string' ? primary : undefined
}

/** Field by field: what else the object may carry does not belong on disk. */
export function metadataOf(stored: StoredMetadata): VariantMetadata {
  return {
    url: stored.url,
    nominated: stored.nominated,
    status: stored.status,
    statusText: stored.statusText,
    fields: stored.fields,
    requestTime: stored.requestTime,
    responseTime: stored.responseTime,
    invalidated: stored.invalidated,
  }
}

export function variantOf(stored: StoredResponse): Omit<Variant, 'slot'> {
  const { id, bytes, content } = stored.body
  return { metadata: metadataOf(stored), bodyId: id, bytes, checksum: checksumOf(content) }
}

export function bodyRowOf({ id, content }: StoredBody): BodyRow {
  // A clone of a view takes the whole buffer along.
  const isPart = typeof content !== 'string' && content.byteLength < content.buffer.byteLength
  return { id, content: isPart ? content.slice() : content }
}
