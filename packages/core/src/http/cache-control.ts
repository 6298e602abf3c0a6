import { parseList, trimWhitespace } from './list.ts'

/** Cache directives by lower-case name; `true` when a directive carries no value. */
export type Directives = ReadonlyMap<string, string | true>

const none: Directives = new Map()

/** The greatest delta-seconds that is told apart from infinity (RFC 9111 §1.2.2). */
const MAX_DELTA_SECONDS = 2 ** 31

/**
 * The directives of a `Cache-Control` field (RFC 9111 §5.2). Of duplicates the first wins (§4.2.1).
 * Never throws: a malformed directive is kept under the name that can be made out, so that a
 * restriction still restricts, and its value is judged where it is used.
 */
export function parseCacheControl(value: string | undefined): Directives {
  if (value === undefined || value === '') return none
  const directives = new Map<string, string | true>()
  for (const member of parseList(value)) {
    const equals = member.indexOf('=')
    // Full Unicode trim: a no-store followed by a no-break space still forbids.
    const name = (equals === -1 ? member : member.slice(0, equals)).trim().toLowerCase()
    if (directives.has(name)) continue
    directives.set(name, equals === -1 ? true : unquote(trimWhitespace(member.slice(equals + 1))))
  }
  return directives
}

/**
 * A directive's delta-seconds, at most 2^31. `undefined` when the directive is absent; 0, already
 * stale, when its value cannot be used (RFC 9111 §1.2.2, §4.2.1).
 */
export function deltaSeconds(directives: Directives, name: string): number | undefined {
  const value = directives.get(name)
  if (value === undefined) return undefined
  return parseDeltaSeconds(value === true ? '' : value) ?? 0
}

/** Digits only, at most 2^31 (RFC 9111 §1.2.2); anything else is no number of seconds. */
export function parseDeltaSeconds(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return undefined
  return Math.min(Number(text), MAX_DELTA_SECONDS)
}

function unquote(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value
  return value.slice(1, -1).replace(/\\(.)/g, '$1')
}
