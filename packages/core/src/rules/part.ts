import { type ByteRange, parseByteRange } from '../http/byte-range.ts'
import { contentLength } from '../http/content-length.ts'
import { fieldValue } from '../http/fields.ts'
import type { CacheRequest } from './cache-request.ts'
import type { StoredResponse } from './stored-response.ts'

/** A part of a body: two positions of bytes, both included. */
export interface Part {
  /** Of its first byte, counted from 0. */
  readonly first: number
  /** Of its last byte. */
  readonly last: number
  /** Bytes of the whole body, as `Content-Range` tells them (RFC 9110 §14.4). */
  readonly length: number
}

/** What of a stored response a request asks for. */
export type Portion =
  /** All of it. */
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
