/** RFC 9651 §3.3.3: visible ASCII and SP; a backslash escapes a quote or a backslash, and nothing else. */
const string = /"(?:[ !#-[\]-~]|\\["\\])*"/

/** What a parameter may be, by the character with which each type begins (RFC 9651 §3.3). */
const bareItem = [
  string,
  /-?(?:\d{1,12}\.\d{1,3}|\d{1,15})/,
  /[A-Za-z*][\w!#$%&'*+.^`|~:/-]*/,
  /:[A-Za-z\d+/=]*:/,
  /\?[01]/,
  /@-?\d{1,15}/,
  /%"(?:[ !#$&-~]|%[\da-f]{2})*"/,
]
  .map(({ source }) => source)
  .join('|')

/** A String with its parameters (§4.2.3.2), and the comma that follows, or the end (§4.2.1). */
const member = new RegExp(
  `(${string.source})(?:; *[a-z*][a-z\\d_.*-]*(?:=(?:${bareItem}))?)*[ \\t]*(?:(,)[ \\t]*|$)`,
  'y',
)

/** More than servers can send; engines have a limit to what a pattern may match. */
const LONGEST = 2 ** 16

/**
 * The members of a List of Strings (RFC 9651 §3.1); their parameters mean nothing to who asks.
 * `undefined`: it is no such list, or too long, and to be ignored as a whole (§4.2). Linear; never
 * throws.
 */
export function parseStrings(value: string): readonly string[] | undefined {
  if (value.length > LONGEST) return undefined
  const strings: string[] = []
  member.lastIndex = value.search(/[^ ]|$/)
  // An empty list is a list; a comma at the end is none (§4.2.1).
  let isExpected = member.lastIndex < value.length
  while (isExpected) {
    const [, quoted, comma] = member.exec(value) ?? []
    if (quoted === undefined) return undefined
    strings.push(quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1'))
    isExpected = comma !== undefined
  }
  return strings
}
