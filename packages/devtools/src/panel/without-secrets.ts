import { isSecret, tellsOfUser } from '@etagged/core/inspect'

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
  const [first = '', ...rest] = pair.split('=')
  const [name, written] = rest.length === 0 ? ['', first] : [first, rest.join('=')]
  const names = readings(name)
  if (names.some((reading) => tellsOfUser(reading, user))) return 'REDACTED'
  const isHidden = readings(written).some(
    (value) => names.some((each) => isSecret(each, value)) || tellsOfUser(value, user),
  )
  if (!isHidden) return pair
  return rest.length === 0 ? 'REDACTED' : `${name}=REDACTED`
}

/** What a form writes as a plus is a space, and a plus elsewhere. */
function readings(text: string): readonly string[] {
  return text.includes('+') ? [decoded(text), decoded(text.replaceAll('+', ' '))] : [decoded(text)]
}

/** What cannot be decoded is judged as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
