import type { Fields } from '@etagged/core'
import { REDACTED } from '@etagged/core/inspect'

interface Copied {
  readonly method: string
  readonly url: string
  readonly fields?: Fields | undefined
  readonly credentials?: RequestCredentials | undefined
  /** Who is signed in: his id is left out, too. */
  readonly user?: string | null | undefined
}

/** Text of a `fetch()` call that asks the same, with nothing in it by which somebody could be somebody. */
export function copyAsFetch(copied: Copied): string {
  const { method, url, fields = [], credentials, user } = copied
  const isOfUser = ([, value]: Fields[number]): boolean => value === user
  const headers = fields.filter(
    (field) => isPublic(field) && !isOfUser(field) && !isTheCaches(field, fields),
  )
  const options = [
    ...(method === 'GET' ? [] : [`method: ${JSON.stringify(method)},`]),
    ...(headers.length === 0 ? [] : ['headers: {', ...headers.map(lineOf), '},']),
    ...(isDefault(credentials) ? [] : [`credentials: ${JSON.stringify(credentials)},`]),
    ...(method === 'GET' || method === 'HEAD' ? [] : ['// The body is not recorded.']),
  ]
  const asked = JSON.stringify(withoutSecrets(url, user))
  if (options.length === 0) return `await fetch(${asked})`
  return [`await fetch(${asked}, {`, ...options.map((line) => `  ${line}`), '})'].join('\n')
}

/** What `fetch` does by itself. */
function isDefault(credentials: RequestCredentials | undefined): boolean {
  return credentials === undefined || credentials === 'same-origin'
}

function lineOf([name, value]: Fields[number]): string {
  return `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`
}

/** What proves or keeps an identity, by its name. `author` is none of it. */
const SECRET_NAME =
  /auth(?!or(?!i[sz]))|cookie|token|secret|session|credential|passw|pwd|signature|csrf|xsrf|jwt|sess(?:ion)?_?id|api-?_?key|^x-.*user/i

/** Short words, which are parts of harmless ones, too. */
const SECRET_WORDS: ReadonlySet<string> = new Set(['key', 'sig', 'sid', 'pass', 'pin', 'otp'])

/** Header, payload and signature of a JSON Web Token (RFC 7519 §3), and what begins like one. */
const TOKEN_SHAPED = /^(?:bearer\s+|basic\s+)|^ey[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?$/i

function isSecret(name: string, value: string): boolean {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase()
  if (SECRET_NAME.test(name) || words.split(/[^a-z\d]+/).some((word) => SECRET_WORDS.has(word))) {
    return true
  }
  return TOKEN_SHAPED.test(value)
}

function isPublic([name, value]: Fields[number]): boolean {
  return value !== REDACTED && !isSecret(name, value)
}

const preconditions: ReadonlySet<string> = new Set(['if-none-match', 'if-modified-since'])

/** The cache adds a precondition, and `max-age=0` to it: without them the origin sends the whole answer. */
function isTheCaches([name, value]: Fields[number], fields: Fields): boolean {
  if (preconditions.has(name)) return true
  const isConditional = fields.some((field) => preconditions.has(field[0]))
  return name === 'cache-control' && value === 'max-age=0' && isConditional
}

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
    .map((segment) => (isSecret('', segment) || decoded(segment) === user ? 'REDACTED' : segment))
  const pairs = search === '' ? [] : search.slice(1).split('&')
  const query = pairs.map((pair) => withoutSecret(pair, user)).join('&')
  return `${start}${path.join('/')}${query === '' ? '' : `?${query}`}`
}

function withoutSecret(pair: string, user: string | null | undefined): string {
  const [name = '', ...rest] = pair.split('=')
  if (rest.length === 0) return isSecret('', decoded(name)) ? 'REDACTED' : pair
  const value = decoded(rest.join('='))
  return isSecret(decoded(name), value) || value === user ? `${name}=REDACTED` : pair
}

/** What cannot be decoded is judged as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
