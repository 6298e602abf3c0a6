import { parseByteRange } from '../http/byte-range.ts'
import { fieldValue } from '../http/fields.ts'
import type { CacheRequest, NetworkOnly } from './cache-request.ts'

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

/** Why does this request pass the store by? `undefined`: it does not. */
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
