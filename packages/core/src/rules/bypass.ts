import { parseByteRange } from '../http/byte-range.ts'
import { fieldValue } from '../http/fields.ts'
import type { CacheRequest, NetworkOnly } from './cache-request.ts'

/**
 * Why the store cannot answer a request, or what answers it is not kept.
 *
 * - `scheme`: it is not HTTP.
 * - `integrity`: the body's integrity must be checked.
 * - `mode`: the page may see less than what is stored (Fetch standard §2.2.5).
 * - `method`: it is neither GET nor HEAD.
 * - `cache-mode-no-store`: the caller wants nothing stored (`cache: 'no-store'`).
 * - `own-precondition`: the caller asks the origin a question of his own (RFC 9110 §13.1).
 * - `range`: it asks for several ranges, or for a part that is not stored (RFC 9110 §14.2).
 * - `head`: what the origin answers has no body to keep (RFC 9110 §9.3.2).
 */
export type BypassReason =
  | NetworkOnly
  | 'method'
  | 'cache-mode-no-store'
  | 'own-precondition'
  | 'range'
  | 'head'

/** The caller asks the origin a question of his own; its answer is his (RFC 9110 §13.1). */
const preconditions: ReadonlySet<string> = new Set([
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
])

/** Why does this request pass the store by? `undefined`: it does not. Pure. */
export function bypassReason(request: CacheRequest): BypassReason | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return 'method'
  if (request.networkOnly !== undefined) return request.networkOnly
  if (request.cache === 'no-store') return 'cache-mode-no-store'
  if (request.fields.some(([name]) => preconditions.has(name))) return 'own-precondition'
  const range = fieldValue(request.fields, 'range')
  return range !== undefined && parseByteRange(range) === undefined ? 'range' : undefined
}

/**
 * Why is the origin's answer to this request not what could be stored, although a stored response
 * may answer it? `undefined`: it is. HEAD has no body to keep; an answer to `Range` is a part of one.
 */
export function keepsNothing(request: CacheRequest): 'head' | 'range' | undefined {
  if (request.method === 'HEAD') return 'head'
  return fieldValue(request.fields, 'range') === undefined ? undefined : 'range'
}
