import { type Fields, fieldValue } from '../http/fields.ts'
import { parseList } from '../http/list.ts'
import { isSecret } from './is-secret.ts'

export const REDACTED = '(redacted)'

/**
 * The fields, with no value of those that tell of a user: by their names or their shape, since
 * `Connection` nominates them (RFC 9110 §7.6.1), or since they are among these credentials.
 */
export function redacted(fields: Fields, credentials: Fields = []): Fields {
  const names = new Set(credentials.map(([name]) => name))
  for (const name of parseList(fieldValue(fields, 'connection') ?? ''))
    names.add(name.toLowerCase())
  return fields.map(([name, value]) =>
    names.has(name) || isSecret(name, value) ? [name, REDACTED] : [name, value],
  )
}
