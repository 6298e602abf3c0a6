import type { CacheRequest } from './cache-request.ts'

export type BypassReason = 'method' | 'cache-mode-no-store' | 'own-precondition' | 'range'

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
  if (request.method !== 'GET') return 'method'
  if (request.cache === 'no-store') return 'cache-mode-no-store'
  for (const [name] of request.fields) {
    if (preconditions.has(name)) return 'own-precondition'
    if (name === 'range') return 'range'
  }
  return undefined
}
