import type { CacheRequest } from './cache-request.ts'
import type { Audience, UsedBy } from './policy.ts'

/** Fields by which a request says itself who sends it (RFC 9110 §11.6, §11.7; RFC 6265 §5.4). */
const credentialFields: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
])

/**
 * For whom is the answer to this request? What a policy calls everyone's is so if nothing in the
 * request says otherwise: only a read, without a field that proves who asks, and unless its caller
 * wants cookies to go along where they usually would not. Pure.
 *
 * @param request as its caller wants it
 * @param policy that counts for it
 */
export function audienceOf(
  { method, credentials, fields }: Pick<CacheRequest, 'method' | 'credentials' | 'fields'>,
  { audience, mode }: UsedBy,
): Audience {
  if (audience === 'user' || mode === 'shared') return 'user'
  const isRead = method === 'GET' || method === 'HEAD'
  if (!isRead || credentials === 'include') return 'user'
  return fields.some(([name]) => credentialFields.has(name)) ? 'user' : 'everyone'
}
