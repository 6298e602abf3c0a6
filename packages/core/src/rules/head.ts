import { contentLength } from '../http/content-length.ts'
import { fieldValue } from '../http/fields.ts'
import type { StoredResponse } from './stored-response.ts'
import type { Reply } from './validation.ts'

/** What an answer to HEAD says of the stored answer to GET. */
export type HeadNews =
  /** It describes the stored one: that takes over its fields. */
  | { readonly kind: 'freshen'; readonly because: 'same-representation' }
  /** It describes another one: what is stored must be validated. */
  | { readonly kind: 'invalidate'; readonly because: 'other-representation' }
  /** Nothing that concerns it. */
  | { readonly kind: 'nothing'; readonly because: 'another-status' | 'redirected' }

/** Does the answer to HEAD freshen, or outdate, what is stored for GET? (RFC 9111 §4.3.5) Pure. */
export function decideHead(stored: StoredResponse, reply: Omit<Reply, 'url'>): HeadNews {
  const other = { kind: 'invalidate', because: 'other-representation' } as const
  if (reply.redirected) return { kind: 'nothing', because: 'redirected' }
  if (reply.status === stored.status) {
    const isSame = hasSameValidators(stored, reply) && hasSameLength(stored, reply)
    return isSame ? { kind: 'freshen', because: 'same-representation' } : other
  }
  const isGone = reply.status === 404 || reply.status === 410
  return isGone ? other : { kind: 'nothing', because: 'another-status' }
}

/** A validator that came must match. */
function hasSameValidators(stored: StoredResponse, { fields }: Pick<Reply, 'fields'>): boolean {
  return ['etag', 'last-modified'].every((name) => {
    const value = fieldValue(fields, name)
    return value === undefined || value === fieldValue(stored.fields, name)
  })
}

/**
 * A length that came must match the one that was told, or else that of the body. What a content coding
 * changed cannot be compared, and from another origin script does not see whether one did.
 */
function hasSameLength(
  { fields: held, body }: StoredResponse,
  { fields, type }: Pick<Reply, 'fields' | 'type'>,
): boolean {
  const received = contentLength(fields)
  const isCoded = [fields, held].some((each) => fieldValue(each, 'content-encoding'))
  const length = contentLength(held) ?? (isCoded || type === 'cors' ? received : body.bytes)
  return received === undefined || received === length
}
