import type { Directives } from './cache-control.ts'
import { parseList } from './list.ts'
import { isToken } from './token.ts'

/**
 * Without these a stored response would be judged more leniently than its origin wanted: `Connection`
 * cannot take them away, and a directive that names one of them counts for the whole response.
 */
const governing: ReadonlySet<string> = new Set([
  'age',
  'cache-control',
  'content-encoding',
  'content-type',
  'date',
  'expires',
  'pragma',
  'vary',
])

/** Is a stored response judged, or its body read, by the field of this lower-case name? */
export function governs(name: string): boolean {
  return governing.has(name)
}

/**
 * The lower-case names of the fields to which a `no-cache` or `private` is restricted
 * (RFC 9111 §5.2.2.4, §5.2.2.7); empty when it is absent, and when it counts for the whole response,
 * as it does when its list cannot be read.
 */
export function fieldsNamedBy(
  directives: Directives,
  name: 'no-cache' | 'private',
): readonly string[] {
  const value = directives.get(name)
  if (typeof value !== 'string') return []
  const names = parseList(value).map((field) => field.toLowerCase())
  return names.every((field) => isToken(field) && !governs(field)) ? names : []
}

/** Does this directive count for the whole response (RFC 9111 §5.2.2.4, §5.2.2.7)? */
export function isUnqualified(directives: Directives, name: 'no-cache' | 'private'): boolean {
  return directives.has(name) && fieldsNamedBy(directives, name).length === 0
}
