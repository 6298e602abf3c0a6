/**
 * The members of a comma-separated list (RFC 9110 §5.6.1). Commas inside a quoted string do not
 * separate; empty members are dropped; only SP and HTAB count as whitespace. Linear in the input.
 */
export function parseList(value: string): string[] {
  const members: string[] = []
  let start = 0
  let quoted = false
  for (let index = 0; index < value.length; index++) {
    const char = value[index]
    if (quoted && char === '\\') index++
    else if (char === '"') quoted = !quoted
    else if (char === ',' && !quoted) {
      pushMember(members, value, start, index)
      start = index + 1
    }
  }
  pushMember(members, value, start, value.length)
  return members
}

function pushMember(members: string[], value: string, start: number, end: number): void {
  const member = trimWhitespace(value.slice(start, end))
  if (member !== '') members.push(member)
}

/** Optional whitespace removed from both ends (RFC 9110 §5.6.3). */
export function trimWhitespace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isWhitespace(text.charCodeAt(start))) start++
  while (end > start && isWhitespace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

function isWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09
}
