/** Longer names are ids, as a rule: UUIDs have 36 characters, addresses more. */
const LONGEST_NAME = 20

/** The path without what names one thing or one user: digits, and what is longer than names are. */
export function endpointOf(url: URL): string {
  const segments = url.pathname.split('/')
  return segments.map((segment) => (isId(segment) ? '*' : segment)).join('/')
}

function isId(segment: string): boolean {
  return segment.length > LONGEST_NAME || /^\d+$/.test(segment)
}
