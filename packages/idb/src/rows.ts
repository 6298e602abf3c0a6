import {
  type KeyRange,
  type StoredBody,
  type StoredMetadata,
  type StoredResponse,
  variantKey,
} from '@etagged/core'
import { checksumOf } from './checksum.ts'
import { flag, instant, integer, listOf, own, type Reader, shape, text } from './reader.ts'

/** Everything of a stored response but its key and its body. */
export type VariantMetadata = Omit<StoredMetadata, 'key'>

/** What a 304 made of the metadata of one body. */
export interface Freshening {
  readonly bodyId: string
  readonly metadata: VariantMetadata
}

/** One of the responses under a primary key. */
export interface Variant extends Freshening {
  readonly content: StoredBody['content']
  readonly bytes: number
  readonly checksum: number
}

/** The most variants under one key. A server that varies more often gains little by a cache. */
export const MOST_VARIANTS = 8

/**
 * What nearly every key begins with. IndexedDB keeps each key twice, two bytes a letter, and to
 * clear costs by the byte: so it stands there as one letter.
 */
export const STEM: string = `same-origin GET ${globalThis.location?.origin ?? ''}`
const STEM_LETTER = '~'
const ESCAPE = '!'

function shortened(key: string): string {
  if (key.startsWith(STEM)) return STEM_LETTER + key.slice(STEM.length)
  return /^[~!]/.test(key) ? ESCAPE + key : key
}

/** Lists sort behind texts and numbers, under which the books are kept. */
export function responseKey(key: string): [string] {
  return [shortened(key)]
}

/** Comes right after the response. */
export function fresheningKey(key: string): [string, number] {
  return [shortened(key), 1]
}

/** The row of a response, and what freshens it. */
export function rowsOfKey(key: string): IDBKeyRange {
  return IDBKeyRange.bound(responseKey(key), [shortened(key), []])
}

/** The rows of responses, and what freshens them. */
export function rowsIn(range: KeyRange): readonly IDBKeyRange[] {
  if ('key' in range) return [rowsOfKey(range.key)]
  const { prefix } = range
  const ranges = [startingWith(shortened(prefix))]
  // A prefix of the stem means all of the stem's, too.
  if (prefix !== STEM && STEM.startsWith(prefix)) ranges.push(startingWith(STEM_LETTER))
  return ranges
}

function startingWith(prefix: string): IDBKeyRange {
  // Nothing comes after the last code unit, so the one before it has to be raised.
  const stem = prefix.replace(/\uffff+$/, '')
  const last = stem.length - 1
  const next = stem.slice(0, -1) + String.fromCharCode(stem.charCodeAt(last) + 1)
  return IDBKeyRange.bound([prefix], [last < 0 ? [] : next], false, true)
}

export function isIn(range: KeyRange, key: string): boolean {
  return 'key' in range ? range.key === key : key.startsWith(range.prefix)
}

/** What the rows under a key hold, as `rowsIn` lists them. */
export interface Found {
  readonly variants: readonly Variant[]
  /** Not as anybody writes it. What another epoch wrote is its own affair. */
  readonly isGarbled: boolean
}

export function readRows([row, freshened]: readonly unknown[], epoch: string): Found {
  const variants = variantsIn(row, epoch, variant)
  const freshenings = variantsIn(freshened, epoch, freshening)
  const found = own(row, 'epoch')
  return {
    variants: variants.map((each) => freshenedBy(each, freshenings)),
    isGarbled:
      variants.length === 0 && row !== undefined && (found === epoch || typeof found !== 'string'),
  }
}

/** One that is outdated, or of another body, is left over from what was replaced (I12, I18). */
function freshenedBy(found: Variant, freshenings: readonly Freshening[]): Variant {
  const last = freshenings.find(
    (each) => isSame(each, found) && each.metadata.requestTime >= found.metadata.requestTime,
  )
  return last === undefined ? found : { ...found, metadata: last.metadata }
}

/** Is it of the very same body? Variants may share one. */
export function isSame(one: Freshening, other: Freshening): boolean {
  return one.bodyId === other.bodyId && variantKey(one.metadata) === variantKey(other.metadata)
}

/** Bit by bit what was stored? */
export function isIntact({ content, checksum }: Variant): boolean {
  return checksumOf(content) === checksum
}

export function responseOf(
  key: string,
  { metadata, bodyId, content, bytes }: Variant,
): StoredResponse {
  return { key, ...metadata, body: { id: bodyId, content, bytes } }
}

export function variantOf(stored: StoredResponse): Variant {
  const { content, bytes } = stored.body
  // A clone of a view takes the whole buffer along.
  const isPart = typeof content !== 'string' && content.byteLength < content.buffer.byteLength
  const kept = isPart ? content.slice() : content
  return { ...fresheningOf(stored), content: kept, bytes, checksum: checksumOf(kept) }
}

/** Field by field: what else the object may carry does not belong on disk. */
export function fresheningOf(stored: StoredResponse): Freshening {
  return {
    bodyId: stored.body.id,
    metadata: {
      url: stored.url,
      nominated: stored.nominated,
      status: stored.status,
      statusText: stored.statusText,
      fields: stored.fields,
      requestTime: stored.requestTime,
      responseTime: stored.responseTime,
      invalidated: stored.invalidated,
    },
  }
}

/** The most that a body takes as a value on disk: text is kept as Latin-1 or as UTF-16. */
export function bytesOnDisk({ bytes, content }: Pick<StoredBody, 'bytes' | 'content'>): number {
  return typeof content !== 'string' || content.length === bytes ? bytes : 2 * content.length
}

function variantsIn<T>(row: unknown, epoch: string, item: Reader<T>): readonly T[] {
  if (own(row, 'epoch') !== epoch) return []
  return listOf(item, MOST_VARIANTS)(own(row, 'variants')) ?? []
}

const fields: Reader<StoredMetadata['fields']> = listOf((line) => {
  const [name, value, ...others] = listOf(text)(line) ?? []
  return name === undefined || value === undefined || others.length > 0 ? undefined : [name, value]
})

const ofFreshening: { readonly [Name in keyof Freshening]: Reader<Freshening[Name]> } = {
  bodyId: text,
  metadata: shape<VariantMetadata>({
    url: text,
    nominated: fields,
    status: integer(100, 600),
    statusText: text,
    fields,
    requestTime: instant,
    responseTime: instant,
    invalidated: flag,
  }),
}

const freshening: Reader<Freshening> = shape(ofFreshening)

const variant: Reader<Variant> = shape({
  ...ofFreshening,
  content: (value) => (isBytes(value) ? value : text(value)),
  bytes: integer(0, 2 ** 31),
  checksum: integer(0, 2 ** 32),
})

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer
}
