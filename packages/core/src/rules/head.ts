import { fieldValue, type Fields } from '../http/fields.ts'
import type { StoredMetadata } from './stored-response.ts'

/** What an answer to HEAD says of the stored answer to GET. */
export type HeadNews =
  /** It describes the stored one: that takes over its fields. */
  | { readonly kind: 'freshen'; readonly because: 'same-representation' }
  /** It describes another one: what is stored must be validated. */
  | { readonly kind: 'invalidate'; readonly because: 'other-representation' }
  | { readonly kind: 'nothing'; readonly because: 'another-status' | 'redirected' }

/** Does the answer to HEAD freshen, or outdate, what is stored for GET? (RFC 9111 §4.3.5) Pure. */
export function decideHead(
  stored: StoredMetadata,
  reply: { readonly status: number; readonly fields: Fields; readonly redirected: boolean },
): HeadNews {
  const other = { kind: 'invalidate', because: 'other-representation' } as const
  if (reply.redirected) return { kind: 'nothing', because: 'redirected' }
  if (reply.status === stored.status) {
    const isSame = described.every((name) => isAlike(name, stored.fields, reply.fields))
    return isSame ? { kind: 'freshen', because: 'same-representation' } : other
  }
  const isGone = reply.status === 404 || reply.status === 410
  return isGone ? other : { kind: 'nothing', because: 'another-status' }
}

const described = ['etag', 'last-modified', 'content-length']

/** A validator that came must match; a length can be compared only where it was told both times. */
function isAlike(name: string, stored: Fields, received: Fields): boolean {
  const value = fieldValue(received, name)
  const held = fieldValue(stored, name)
  if (value === undefined || value === held) return true
  return name === 'content-length' && held === undefined
}
