/**
 * The members of a comma-separated list (RFC 9110 §5.6.1). Commas inside a quoted string do not
 * separate; empty members are dropped; only SP and HTAB count as whitespace. Linear in the input.
 */
export function parseList(value: string): string[] {
  return splitAtCommas(value).filter(Boolean)
}

/** The same with the empty members, which mean something if the field is no list. */
export function splitAtCommas(value: string): string[] {
  const members: string[] = []
  let start = 0
  let quoted = false
  let escaped = false
  for (let index = 0; index <= value.length; index++) {
    const char = value[index]
    if (char === undefined || (char === ',' && !quoted)) {
      members.push(trimWhitespace(value.slice(start, index)))
      start = index + 1
    } else if (char === '"' && !escaped) quoted = !quoted
    escaped = quoted && char === '\\' && !escaped
  }
  return members
}

/** Optional whitespace removed from both ends (RFC 9110 §5.6.3). */
export function trimWhitespace(text: string): string {
  let start = 0
  let end = text.length
  while (isWhitespace(text[start])) start++
  while (end > start && isWhitespace(text[end - 1])) end--
  return text.slice(start, end)
}

function isWhitespace(char: string | undefined): boolean {
  return char === ' ' || char === '\t'
}
