import { type Fields, fieldValue } from '../http/fields.ts'
import { parseList } from '../http/list.ts'

export const REDACTED = '(redacted)'

/** Names that hold what proves an identity, or keeps one (RFC 9110 §11, RFC 6265), or say that they do. */
const SECRET =
  /auth|cookie|token|secret|session|credential|passw|signature|api-?key|^x-.*(?:key|user|csrf|xsrf)/

/**
 * The fields, with no value of those that tell of a user: by their names, since `Connection` nominates
 * them (RFC 9110 §7.6.1), or since they are among these credentials.
 */
export function redacted(fields: Fields, credentials: Fields = []): Fields {
  const names = new Set(credentials.map(([name]) => name))
  for (const name of parseList(fieldValue(fields, 'connection') ?? ''))
    names.add(name.toLowerCase())
  return fields.map(([name, value]) =>
    names.has(name) || SECRET.test(name) ? [name, REDACTED] : [name, value],
  )
}
