import type { Fields } from '@etagged/core'
import { isSecret, REDACTED, tellsOfUser } from '@etagged/core/inspect'
import { withoutSecrets } from './without-secrets.ts'

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
  const headers = fields.filter(
    (field) => isPublic(field) && !tellsOfUser(field[1], user) && !isTheCaches(field, fields),
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
