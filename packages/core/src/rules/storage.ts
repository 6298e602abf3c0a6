import { parseCacheControl } from '../http/cache-control.ts'
import { type Fields, fieldValue, withoutFields } from '../http/fields.ts'
import { parseList } from '../http/list.ts'
import { type CacheRequest, requestDirectives } from './cache-request.ts'
import { freshnessLifetime } from './freshness.ts'
import type { ResolvedPolicy } from './policy.ts'
import { nominatedNames } from './selection.ts'
import type { StoredMetadata } from './stored-response.ts'
import { hasValidator } from './validation.ts'

/** A reason not to keep a response, named by its clause. */
export type Objection =
  | { readonly because: 'request-no-store'; readonly clause: 'RFC 9111 §5.2.1.5' }
  | { readonly because: 'response-no-store'; readonly clause: 'RFC 9111 §5.2.2.5' }
  | { readonly because: 'partial'; readonly clause: 'RFC 9111 §3.3' }
  | { readonly because: 'error-status'; readonly clause: 'policy storeErrors' }
  | { readonly because: 'redirected'; readonly clause: 'policy: redirects pass through' }
  | { readonly because: 'opaque'; readonly clause: 'Fetch standard §2.2.6' }
  | { readonly because: 'credentials-refused'; readonly clause: 'RFC 9110 §11.6' }
  | { readonly because: 'status-needs-freshness'; readonly clause: 'RFC 9111 §3' }
  | { readonly because: 'vary-star'; readonly clause: 'RFC 9111 §4.1' }
  | { readonly because: 'nothing-to-reuse-it-by'; readonly clause: 'RFC 9111 §3' }

export interface StorageQuestion {
  readonly request: CacheRequest
  /** The response as it would be stored; its body may not have arrived yet. */
  readonly candidate: StoredMetadata
  readonly type: ResponseType
  readonly redirected: boolean
  readonly policy: ResolvedPolicy
}

/** Why may this response not be kept? `undefined`: it may. (RFC 9111 §3) Pure. */
export function objectionToStoring(question: StorageQuestion): Objection | undefined {
  return objectionToMessage(question) ?? objectionByFields(question)
}

function objectionToMessage({ candidate, type, redirected, policy }: StorageQuestion) {
  if (type === 'opaque' || type === 'opaqueredirect' || type === 'error') {
    return { because: 'opaque', clause: 'Fetch standard §2.2.6' } as const
  }
  if (redirected) {
    return { because: 'redirected', clause: 'policy: redirects pass through' } as const
  }
  return objectionToStatus(candidate, policy)
}

function objectionToStatus({ status }: StoredMetadata, policy: ResolvedPolicy) {
  if (status === 206) return { because: 'partial', clause: 'RFC 9111 §3.3' } as const
  if (refusesCredentials.has(status)) {
    return { because: 'credentials-refused', clause: 'RFC 9110 §11.6' } as const
  }
  const successful = status >= 200 && status < 300
  // A status above 599 cannot be given back: Response refuses it.
  if (!successful && (status === 304 || status > 599 || !policy.storeErrors)) {
    return { because: 'error-status', clause: 'policy storeErrors' } as const
  }
  return undefined
}

/** They speak of who asked, and must not take the place of what he may read. */
const refusesCredentials: ReadonlySet<number> = new Set([401, 403, 407])

/** May be stored without being told for how long (RFC 9110 §15.1). */
const heuristicallyCacheable: ReadonlySet<number> = new Set([
  200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501,
])

/** Does the response say that it may be stored, by its status or by its fields? (RFC 9111 §3) */
function isCacheable({ status, fields }: StoredMetadata): boolean {
  if (heuristicallyCacheable.has(status)) return true
  const directives = parseCacheControl(fieldValue(fields, 'cache-control'))
  const explicit = ['public', 'private', 'max-age'].some((name) => directives.has(name))
  return explicit || fieldValue(fields, 'expires') !== undefined
}

function objectionByFields({ request, candidate, policy }: StorageQuestion): Objection | undefined {
  if (requestDirectives(request).has('no-store')) {
    return { because: 'request-no-store', clause: 'RFC 9111 §5.2.1.5' }
  }
  if (parseCacheControl(fieldValue(candidate.fields, 'cache-control')).has('no-store')) {
    return { because: 'response-no-store', clause: 'RFC 9111 §5.2.2.5' }
  }
  if (!isCacheable(candidate)) {
    return { because: 'status-needs-freshness', clause: 'RFC 9111 §3' }
  }
  if (nominatedNames(candidate.fields) === '*') {
    return { because: 'vary-star', clause: 'RFC 9111 §4.1' }
  }
  if (!hasValidator(candidate) && freshnessLifetime(candidate, policy).seconds <= 0) {
    return { because: 'nothing-to-reuse-it-by', clause: 'RFC 9111 §3' }
  }
  return undefined
}

/**
 * Is the body shorter than `Content-Length` promised? (RFC 9111 §3.3) Only a body without content
 * coding can be measured, and CORS hides the coding but not the length.
 */
export function isCutShort(fields: Fields, bytes: number, type: ResponseType): boolean {
  if (type === 'cors' || fieldValue(fields, 'content-encoding') !== undefined) return false
  const length = fieldValue(fields, 'content-length')
  return length !== undefined && /^\d+$/.test(length) && bytes < Number(length)
}

/** Fields of one connection, or secret, or about the client: never stored (RFC 9111 §3.1, §7.3). */
const neverStored: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'authorization',
  'authentication-info',
  'www-authenticate',
  'cookie',
  'set-cookie',
])

/** A response's fields as they may be stored (RFC 9111 §3.1). */
export function storableFields(fields: Fields): Fields {
  const nominated = parseList(fieldValue(fields, 'connection') ?? '')
  if (nominated.length === 0) return withoutFields(fields, neverStored)
  const dropped = new Set([...neverStored, ...nominated.map((name) => name.toLowerCase())])
  return withoutFields(fields, dropped)
}
