import { type StoredBody, type StoredResponse, variantKey } from '@etagged/core'
import { isStoredUnder } from '@etagged/core/persistence'
import { checksumOf } from './checksum.ts'
import { packed, unpacked } from './packed.ts'

/**
 * What nearly every key begins with. IndexedDB keeps each key twice, two bytes a letter, and to
 * clear costs by the byte: so it is left out.
 */
export const STEM: string = `same-origin GET ${globalThis.location?.origin ?? ''}`

type Path = readonly [key: string, ...variant: string[]]

/** A list sorts behind a number, under which the books are kept. */
export function responseKey(...[key, ...variant]: Path): IDBValidKey[] {
  // A text and a list are never the same.
  return [key.startsWith(STEM) ? key.slice(STEM.length) : [key], ...variant]
}

/** Comes right after the response. */
export function fresheningKey(...path: Path): IDBValidKey[] {
  return [...responseKey(...path), 1]
}

/** The rows of the responses under a key, or of one variant, and of what freshens them. */
export function rowsUnder(...path: Path): IDBKeyRange {
  const start = responseKey(...path)
  return IDBKeyRange.bound(start, [...start, []])
}

/** What is written of a response besides its content, in this order. */
const MEMBERS = [
  'id',
  'bytes',
  'url',
  'nominated',
  'status',
  'statusText',
  'fields',
  'requestTime',
  'responseTime',
  'invalidated',
  'tags',
] as const

/** Without a content it is what a 304 made of a response. */
type Row = readonly [epoch: string, sum: number, text: string, content?: StoredBody['content']]

/** On disk a text and a list cost less than an object, whose every name is kept. */
export function formatRow(
  epoch: string,
  stored: StoredResponse,
  ...content: [StoredBody['content']?]
): Row {
  const { key, url, body } = stored
  // It mostly ends the key.
  const told = { ...stored, ...body, url: key.endsWith(url) ? url.length : url }
  const text = JSON.stringify(packed(MEMBERS, told))
  return [epoch, sumOf(text, ...content), text, ...content]
}

/** Damage to any of them shows. */
function sumOf(text: string, content: StoredBody['content'] = ''): number {
  return (checksumOf(text) ^ checksumOf(content)) >>> 0
}

/** The most that a body takes as a value on disk: text is kept as Latin-1 or as UTF-16. */
export function bytesOnDisk({ bytes, content }: StoredBody): number {
  return typeof content !== 'string' || content.length === bytes ? bytes : 2 * content.length
}

/** What the rows under a key hold. */
export interface Found {
  readonly variants: readonly StoredResponse[]
  /** A row is not as anybody writes it. What another epoch wrote is its own affair. */
  readonly isDamaged: boolean
}

export function readRows(key: string, rows: readonly unknown[], epoch: string): Found {
  const variants: StoredResponse[] = []
  let isDamaged = false
  for (const row of rows) {
    const parts: readonly unknown[] = Array.isArray(row) ? row : []
    if (typeof parts[0] === 'string' && parts[0] !== epoch) continue
    const former = parts.length === 3 ? variants.pop() : undefined
    const found = former === undefined ? responseIn(key, parts) : freshened(former, parts)
    if (found === undefined) isDamaged = true
    else variants.push(found)
  }
  return { variants, isDamaged }
}

/** One that is outdated, or of another body, is left over from what was replaced (I12, I18). */
function freshened(former: StoredResponse, parts: readonly unknown[]): StoredResponse {
  const found = responseIn(former.key, parts, former.body)
  const isNewer =
    found !== undefined &&
    variantKey(found) === variantKey(former) &&
    found.requestTime >= former.requestTime
  return isNewer ? found : former
}

/** `undefined`: it is not what was written, bit by bit. */
function responseIn(
  key: string,
  [, sum, text, content]: readonly unknown[],
  former?: StoredBody,
): StoredResponse | undefined {
  try {
    // Whatever they are: what cannot be summed up or parsed throws.
    if (sum !== sumOf(text as string, content as string)) return undefined
    const told = unpacked(MEMBERS, JSON.parse(text as string) as readonly unknown[])
    const { id, bytes, url, ...others } = told
    const body = former ?? { id, bytes, content }
    const ownUrl = typeof url === 'number' ? key.slice(key.length - url) : url
    const stored: unknown = { ...others, key, url: ownUrl, body }
    return id === body.id && isStoredUnder(key, stored) ? stored : undefined
  } catch {
    return undefined
  }
}
