import { tellsOfUser } from '../inspect/tells-of-user.ts'

/** Longer names are ids, as a rule: UUIDs have 36 characters, addresses more. */
const LONGEST_NAME = 20

/**
 * The path without what names one thing or one user: digits, what is longer than names are, and what
 * tells of the user who is signed in.
 */
export function endpointOf(url: URL, user?: string | null): string {
  const hidden = (segment: string): boolean => isId(segment) || tellsOfUser(decoded(segment), user)
  const segments = url.pathname.split('/')
  return segments.map((segment) => (segment !== '' && hidden(segment) ? '*' : segment)).join('/')
}

function isId(segment: string): boolean {
  return segment.length > LONGEST_NAME || /^\d+$/.test(segment)
}

function decoded(segment: string): string {
  // A server need not have written it as UTF-8: then it is no id that `signIn` was given.
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
