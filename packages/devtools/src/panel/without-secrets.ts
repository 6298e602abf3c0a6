import { isSecret } from '@etagged/core/inspect'
import { tellsOfUser } from './tells-of-user.ts'

/** Stands in for the origin of a URL that has none. */
const NOWHERE = 'https://nowhere.invalid'

/**
 * The URL, as it is written, but for what looks like a secret and for the id of the user; without user
 * and password.
 */
export function withoutSecrets(url: string, user?: string | null): string {
  if (!URL.canParse(url, NOWHERE)) return 'REDACTED'
  const { origin, protocol, host, pathname, search } = new URL(url, NOWHERE)
  const start = origin === NOWHERE ? '' : `${protocol}//${host}`
  const path = pathname
    .split('/')
    .map((segment) => (isHiddenSegment(decoded(segment), user) ? 'REDACTED' : segment))
  const pairs = search === '' ? [] : search.slice(1).split('&')
  const query = pairs.map((pair) => withoutSecret(pair, user)).join('&')
  return `${start}${path.join('/')}${query === '' ? '' : `?${query}`}`
}

function isHiddenSegment(segment: string, user: string | null | undefined): boolean {
  return isSecret('', segment) || tellsOfUser(segment, user)
}

function withoutSecret(pair: string, user: string | null | undefined): string {
  const [name = '', ...rest] = pair.split('=')
  if (rest.length === 0) {
    const text = decoded(name)
    return isSecret('', text) || tellsOfUser(text, user) ? 'REDACTED' : pair
  }
  const value = decoded(rest.join('='))
  const isHidden = isSecret(decoded(name), value) || tellsOfUser(value, user)
  return isHidden ? `${name}=REDACTED` : pair
}

/** What cannot be decoded is judged as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
