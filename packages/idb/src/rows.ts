import {
  type KeyRange,
  MOST_VARIANTS,
  type StoredBody,
  type StoredResponse,
  variantKey,
} from '@etagged/core'
import { checksumOf } from './checksum.ts'
import { integer, listOf, type Reader, text, tuple } from './reader.ts'
import {
  type Description,
  formatDescription,
  formatFreshening,
  type Freshening,
  readDescription,
  readFreshening,
} from './stored-metadata.ts'

/** One of the responses under a primary key. */
export interface Variant extends Description {
  readonly content: StoredBody['content']
  readonly checksum: number
}

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

/** Keys that tell by themselves whether they are meant. */
export type RangeOfKeys = Exclude<KeyRange, { readonly tag: string }>

/** The rows of responses, and what freshens them. */
export function rowsIn(range: RangeOfKeys): readonly IDBKeyRange[] {
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

export function isIn(range: RangeOfKeys, key: string): boolean {
  return 'key' in range ? range.key === key : key.startsWith(range.prefix)
}

/** What the rows under a key hold, as `rowsIn` lists them. */
export interface Found {
  readonly variants: readonly Variant[]
  /** Not as anybody writes it. What another epoch wrote is its own affair. */
  readonly isGarbled: boolean
}

export function readRows(key: string, [row, freshened]: readonly unknown[], epoch: string): Found {
  const variants = itemsIn(row, epoch, variantUnder(key))
  const freshenings = itemsIn(freshened, epoch, fresheningUnder(key))
  const found: unknown = Array.isArray(row) ? row[0] : undefined
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

/** A row as it is written, and an estimate of the room that it takes. */
export function formatRow(
  key: string,
  variants: readonly Variant[],
  epoch: string,
): { readonly row: readonly unknown[]; readonly bytes: number } {
  const row: unknown[] = [epoch]
  let bytes = 0
  for (const variant of variants) {
    const written = formatDescription(key, variant)
    row.push([withText(variant.checksum, written), written, variant.content])
    // Twice: what a 304 is to write takes room, too.
    bytes += bytesOnDisk(variant) + 2 * (key.length + written.length)
  }
  return { row, bytes }
}

export function formatFreshenings(
  key: string,
  freshenings: readonly Freshening[],
  epoch: string,
): readonly unknown[] {
  const texts = freshenings.map((each) => formatFreshening(key, each))
  return [epoch, ...texts.map((written) => [checksumOf(written), written])]
}

/** From the checksum of a content to that of content and text, and back. */
function withText(sum: number, written: string): number {
  return (sum ^ checksumOf(written)) >>> 0
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
      ...(stored.tags && { tags: stored.tags }),
    },
  }
}

/** The most that a body takes as a value on disk: text is kept as Latin-1 or as UTF-16. */
export function bytesOnDisk({ bytes, content }: Pick<StoredBody, 'bytes' | 'content'>): number {
  return typeof content !== 'string' || content.length === bytes ? bytes : 2 * content.length
}

/** A list costs less on disk than an object, whose every name is kept. */
function itemsIn<T>(row: unknown, epoch: string, item: Reader<T>): readonly T[] {
  if (!Array.isArray(row) || row.length > 1 + MOST_VARIANTS || row[0] !== epoch) return []
  return listOf(item)(row.slice(1)) ?? []
}

const checksum = integer(0, 2 ** 32)
const content: Reader<StoredBody['content']> = (value) => (isBytes(value) ? value : text(value))
const variantParts = tuple<[number, string, StoredBody['content']]>(checksum, text, content)
const fresheningParts = tuple<[number, string]>(checksum, text)

/** Damage to the text shows, too: without its own part, the sum is no more that of the content. */
function variantUnder(key: string): Reader<Variant> {
  const describe = readDescription(key)
  return (value) => {
    const parts = variantParts(value)
    if (parts === undefined) return undefined
    const [sum, written, body] = parts
    const described = describe(written)
    if (described === undefined) return undefined
    return { ...described, content: body, checksum: withText(sum, written) }
  }
}

function fresheningUnder(key: string): Reader<Freshening> {
  const describe = readFreshening(key)
  return (value) => {
    const parts = fresheningParts(value)
    if (parts === undefined) return undefined
    const [sum, written] = parts
    return sum === checksumOf(written) ? describe(written) : undefined
  }
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer
}
