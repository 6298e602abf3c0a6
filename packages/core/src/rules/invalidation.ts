import { type Fields, fieldValue } from '../http/fields.ts'

/** Methods that ask for no change (RFC 9110 §9.2.1; QUERY is safe by its own definition). */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])

/** Could a request with this method have changed something? Unknown methods could. */
export function isUnsafe(method: string): boolean {
  return !safeMethods.has(method)
}

/**
 * The URLs whose stored responses a write invalidates: its target, and what `Location` and
 * `Content-Location` name on the same origin. An unsuccessful answer invalidates nothing
 * (RFC 9111 §4.4); one whose status is hidden, 0, may have been successful.
 */
export function invalidatedBy(exchange: {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly fields: Fields
}): readonly string[] {
  const { method, url, status, fields } = exchange
  if (!isUnsafe(method) || isUnsuccessful(status)) return []
  const named = ['location', 'content-location']
    .map((name) => fieldValue(fields, name))
    .map((reference) => reference && sameOriginUrl(reference, url))
    .filter((found) => found !== undefined)
  return [...new Set([url, ...named])].filter((found) => found !== '')
}

function isUnsuccessful(status: number): boolean {
  return status !== 0 && (status < 200 || status >= 400)
}

function sameOriginUrl(reference: string, base: string): string | undefined {
  if (!URL.canParse(reference, base)) return undefined
  const target = new URL(reference, base)
  if (target.origin !== new URL(base).origin) return undefined
  target.hash = ''
  return target.href
}
