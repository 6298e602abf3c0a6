import { parseList, trimWhitespace } from './list.ts'
import { isToken } from './token.ts'

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
      for (const name of restrictionsIn(member)) add(directives, name, '')
    } else {
      const equals = member.indexOf('=')
      const argument = equals === -1 ? undefined : trimWhitespace(member.slice(equals + 1))
      add(directives, nameOf(member), argument)
    }
  }
  return directives
}

function add(
  directives: Map<string, string | true>,
  name: string,
  argument: string | undefined,
): void {
  if (mayNameFields.has(name)) {
    directives.set(name, combined(directives.get(name), namedFields(argument ?? '')))
  } else if (!directives.has(name)) {
    directives.set(name, argument === undefined ? true : unquote(argument))
  }
}

/** With a list of field names they restrict these fields only (RFC 9111 §5.2.2.4, §5.2.2.7). */
const mayNameFields: ReadonlySet<string> = new Set(['no-cache', 'private'])

/**
 * Without these a stored response would be judged more leniently than its origin wanted: a directive
 * that names one of them counts for the whole response.
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

/** The names in a quoted list; `true`, the whole response, for whatever else stands there. */
function namedFields(argument: string): string | true {
  if (!argument.startsWith('"')) return true
  const names = parseList(unquote(argument)).map((name) => name.toLowerCase())
  const isUsable = names.length > 0 && names.every((name) => isToken(name) && !governing.has(name))
  return isUsable ? names.join(',') : true
}

/** Of several, the one without a list restricts the most; two lists are one. */
function combined(former: string | true | undefined, value: string | true): string | true {
  if (former === undefined) return value
  return former === true || value === true ? true : `${former},${value}`
}

/**
 * The lower-case names of the fields to which a `no-cache` or `private` is restricted; empty when it
 * is absent, or counts for the whole response.
 */
export function fieldsNamedBy(
  directives: Directives,
  name: 'no-cache' | 'private',
): readonly string[] {
  const value = directives.get(name)
  return typeof value === 'string' ? value.split(',') : []
}

/** Does this directive count for the whole response? (RFC 9111 §5.2.2.4, §5.2.2.7) */
export function isUnqualified(directives: Directives, name: 'no-cache' | 'private'): boolean {
  return directives.get(name) === true
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
  's-maxage',
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
