import { type Fields, fieldValue } from '../http/fields.ts'
import { groupsNamedBy } from './tags.ts'

/** Methods that ask for no change (RFC 9110 §9.2.1; QUERY is safe by its own definition). */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])

/**
 * Could a request with this method have changed something (RFC 9110 §9.2.1)? Unknown methods could.
 *
 * @param method in upper case
 */
export function isUnsafe(method: string): boolean {
  return !safeMethods.has(method)
}

/**
 * A request, and what its answer says.
 *
 * @inline
 */
interface Answered {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly fields: Fields
}

/**
 * The URLs whose stored responses a write invalidates: its target, and what `Location` and
 * `Content-Location` name on the same origin. An unsuccessful answer invalidates nothing
 * (RFC 9111 §4.4); one whose status is hidden, 0, may have been successful.
 */
export function invalidatedBy(exchange: Answered): readonly string[] {
  const { url, fields } = exchange
  if (!isSuccessfulWrite(exchange)) return []
  const named = ['location', 'content-location']
    .map((name) => fieldValue(fields, name))
    .map((reference) => reference && sameOriginUrl(reference, url))
    .filter((found) => found !== undefined)
  return [...new Set([url, ...named])].filter((found) => found !== '')
}

/**
 * The groups whose stored responses a write invalidates: those of its own origin that the answer
 * names. A safe method's answer names none, whatever it says (RFC 9875 §3). No other group follows
 * from those (§2.2.1).
 */
export function groupsInvalidatedBy(exchange: Answered): readonly string[] {
  return isSuccessfulWrite(exchange) ? groupsNamedBy(exchange, 'cache-group-invalidation') : []
}

function isSuccessfulWrite({ method, status }: Answered): boolean {
  return isUnsafe(method) && (status === 0 || (status >= 200 && status < 400))
}

function sameOriginUrl(reference: string, base: string): string | undefined {
  if (!URL.canParse(reference, base)) return undefined
  const target = new URL(reference, base)
  if (target.origin !== new URL(base).origin) return undefined
  target.hash = ''
  return target.href
}
