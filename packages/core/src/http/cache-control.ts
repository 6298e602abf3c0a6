import { parseList, trimWhitespace } from './list.ts'

/** Cache directives by lower-case name; `true` when a directive carries no value. */
export type Directives = ReadonlyMap<string, string | true>

const none: Directives = new Map()

/** The greatest delta-seconds that is told apart from infinity (RFC 9111 §1.2.2). */
export const MAX_DELTA_SECONDS: number = 2 ** 31

/**
 * The directives of a `Cache-Control` field (RFC 9111 §5.2). Of duplicates the first wins (§4.2.1).
 * Never throws: a malformed directive is kept under the name that can be made out, so that a
 * restriction still restricts, and its value is judged where it is used. Where quotes are broken,
 * commas inside them may separate or not: then what would restrict counts, and nothing else.
 */
export function parseCacheControl(value: string | undefined): Directives {
  if (value === undefined || value === '') return none
  const directives = new Map<string, string | true>()
  for (const member of parseList(value)) {
    if (hasBrokenQuotes(member)) {
      for (const name of restrictionsIn(member)) {
        if (!directives.has(name)) directives.set(name, '')
      }
      continue
    }
    const equals = member.indexOf('=')
    const name = nameOf(member)
    if (directives.has(name)) continue
    directives.set(name, equals === -1 ? true : unquote(trimWhitespace(member.slice(equals + 1))))
  }
  return directives
}

/** The only place of a quoted string is a directive's value (RFC 9111 §5.2). */
const quotedValue = /^[^"]*=[ \t]*"(?:[^"\\]|\\.)*"$/s

function hasBrokenQuotes(member: string): boolean {
  return member.includes('"') && !quotedValue.test(member)
}

/** Each of them makes a response less reusable when it has no usable value. */
const restrictions: ReadonlySet<string> = new Set([
  'no-store',
  'no-cache',
  'must-revalidate',
  'proxy-revalidate',
  'private',
  'max-age',
])

function restrictionsIn(member: string): string[] {
  const parts = member.replaceAll('"', '').split(',')
  return parts.map(nameOf).filter((name) => restrictions.has(name))
}

function nameOf(member: string): string {
  const equals = member.indexOf('=')
  // Full Unicode trim: a no-store followed by a no-break space still forbids.
  return (equals === -1 ? member : member.slice(0, equals)).trim().toLowerCase()
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
