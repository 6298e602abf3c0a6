import { type ByteRange, parseByteRange } from '../http/byte-range.ts'
import { contentLength } from '../http/content-length.ts'
import { fieldValue } from '../http/fields.ts'
import type { CacheRequest } from './cache-request.ts'
import type { StoredResponse } from './stored-response.ts'

/** Positions of bytes in a body of this many, both included. */
export interface Part {
  readonly first: number
  readonly last: number
  readonly length: number
}

export type Portion =
  | { readonly kind: 'whole' }
  /** HEAD: all but the body (RFC 9110 §9.3.2). */
  | { readonly kind: 'head' }
  /** A range of the body, to be answered by 206 (RFC 9110 §14.2). */
  | { readonly kind: 'part'; readonly part: Part }
  /** The origin has to be asked. */
  | { readonly kind: 'unavailable'; readonly because: 'range' }

const unavailable: Portion = { kind: 'unavailable', because: 'range' }

/** Which portion of this stored, complete response does the request ask for? */
export function portionFor(request: CacheRequest, stored: StoredResponse): Portion {
  if (request.method === 'HEAD') return { kind: 'head' }
  const field = fieldValue(request.fields, 'range')
  if (field === undefined) return { kind: 'whole' }
  const range = parseByteRange(field)
  if (range === undefined || stored.status !== 200 || !isMeasurable(stored)) return unavailable
  const part = partOf(range, stored.body.bytes)
  return part === undefined ? unavailable : { kind: 'part', part }
}

/** Ranges count the bytes on the wire, which only a body without content coding kept. */
function isMeasurable({ fields, body }: StoredResponse): boolean {
  if (fieldValue(fields, 'content-encoding') !== undefined) return false
  return (contentLength(fields) ?? body.bytes) === body.bytes
}

/** What of so many bytes the range has; `undefined`: nothing (RFC 9110 §14.1.2). */
function partOf(range: ByteRange, length: number): Part | undefined {
  const first = 'suffix' in range ? Math.max(0, length - range.suffix) : range.first
  const last = 'suffix' in range ? length - 1 : Math.min(range.last ?? length - 1, length - 1)
  return first > last ? undefined : { first, last, length }
}
