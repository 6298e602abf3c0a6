import { parseList, trimWhitespace } from './list.ts'
import { remembering } from './remembering.ts'

/** Cache directives by lower-case name; `true` when a directive carries no value. */
export type Directives = ReadonlyMap<string, string | true>

/** The greatest delta-seconds that is told apart from infinity (RFC 9111 §1.2.2). */
export const MAX_DELTA_SECONDS: number = 2 ** 31

/**
 * The directives of a `Cache-Control` field (RFC 9111 §5.2). Of duplicates the first wins (§4.2.1).
 * Never throws: a malformed directive is kept under the name that can be made out, so that a
 * restriction still restricts, and its value is judged where it is used. Where quotes are broken, any
 * comma may separate or not, also before and after: then what would restrict counts, with an empty
 * value that permits nothing, and nothing else does.
 */
export function parseCacheControl(value?: string): Directives {
  // Whoever is given it may change it, if not by its type.
  return new Map(directivesOf(value))
}

/** The same, for who changes nothing. */
export function directivesOf(value = ''): Directives {
  return remembered(value)
}

const remembered = remembering((value): Directives => {
  const directives = new Map<string, string | true>()
  const members = parseList(value)
  const isBroken = members.some(hasBrokenQuotes)
  for (const member of isBroken ? value.replaceAll('"', '').split(',') : members) {
    const [name, argument] = nameAndArgument(member)
    const isFirst = !directives.has(name)
    // Two lists of fields, or a list and none, restrict more than the first alone, and permit less.
    if (isFirst ? !isBroken || restriction.test(name) : /^(?:no-cache|private)$/.test(name)) {
      directives.set(name, isBroken || !isFirst ? '' : argument)
    }
  }
  return directives
})

/** The only place of a quoted string is a directive's value (RFC 9111 §5.2). */
const quotedValue = /^[^"]*=[ \t]*"(?:[^"\\]|\\.)*"$/s

function hasBrokenQuotes(member: string): boolean {
  return member.includes('"') && !quotedValue.test(member)
}

/** Each of them lets less be reused, or asked for, when it has no usable value. */
const restriction =
  /^(?:no-store|no-cache|(?:must|proxy)-(?:revalidate|understand)|private|s-maxage|max-age|min-fresh|only-if-cached)$/

function nameAndArgument(directive: string): [name: string, argument: string | true] {
  const [name = '', ...rest] = directive.split('=')
  const argument = rest.length === 0 || unquote(trimWhitespace(rest.join('=')))
  // Full Unicode trim: a no-store followed by a no-break space still forbids.
  return [name.trim().toLowerCase(), argument]
}

/**
 * A directive's delta-seconds, at most 2^31. `undefined` when the directive is absent; 0, already
 * stale, when its value cannot be used (RFC 9111 §1.2.2, §4.2.1).
 *
 * @param name in lower case
 */
export function deltaSeconds(directives: Directives, name: string): number | undefined {
  const value = directives.get(name)
  if (value === undefined) return undefined
  return parseDeltaSeconds(value === true ? '' : value) ?? 0
}

/** Seconds: digits only, at most 2^31 (RFC 9111 §1.2.2); `undefined`: it is something else. */
export function parseDeltaSeconds(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return undefined
  return Math.min(Number(text), MAX_DELTA_SECONDS)
}

/** Only whole values are quoted: members with other quotes are told apart before. */
function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value
}
