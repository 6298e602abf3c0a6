import { contentLength } from '../http/content-length.ts'
import { isSuccessful } from '../http/is-successful.ts'
import { type Fields, fieldValue, withoutFields } from '../http/fields.ts'
import { parseList } from '../http/list.ts'
import { fieldsNamedBy, governs, isUnqualified } from '../http/named-fields.ts'
import { isHeuristicallyCacheable, isUnderstood } from './cacheable-status.ts'
import { type CacheRequest, requestDirectives } from './cache-request.ts'
import { freshnessLifetime } from './freshness.ts'
import { isOfMany, type ResolvedPolicy, type UsedBy } from './policy.ts'
import {
  hasResponseDirective,
  needsValidation,
  permits,
  responseDirectives,
} from './response-directives.ts'
import { staleWindow } from './reuse.ts'
import { nominatedNames } from './selection.ts'
import type { StoredMetadata } from './stored-response.ts'
import { hasValidator } from './validation.ts'

/** A reason not to keep a response, named by its clause. */
export type Objection =
  | { readonly because: 'request-no-store'; readonly clause: 'RFC 9111 §5.2.1.5' }
  | { readonly because: 'response-no-store'; readonly clause: 'RFC 9111 §5.2.2.5' }
  | { readonly because: 'status-not-understood'; readonly clause: 'RFC 9111 §5.2.2.3' }
  | { readonly because: 'private'; readonly clause: 'RFC 9111 §5.2.2.7' }
  | { readonly because: 'authorized'; readonly clause: 'RFC 9111 §3.5' }
  | { readonly because: 'partial'; readonly clause: 'RFC 9111 §3.3' }
  | { readonly because: 'error-status'; readonly clause: 'policy storeErrors' }
  | { readonly because: 'redirected'; readonly clause: 'policy: redirects pass through' }
  | { readonly because: 'opaque'; readonly clause: 'Fetch standard §2.2.6' }
  | { readonly because: 'credentials-refused'; readonly clause: 'RFC 9110 §11.6' }
  | { readonly because: 'status-needs-freshness'; readonly clause: 'RFC 9111 §3' }
  | { readonly because: 'vary-star'; readonly clause: 'RFC 9111 §4.1' }
  | { readonly because: 'nothing-to-reuse-it-by'; readonly clause: 'RFC 9111 §3' }

/** All that {@link objectionToStoring} goes by. */
export interface StorageQuestion {
  /** What was asked for. */
  readonly request: CacheRequest
  /** The response as it would be stored; its body may not have arrived yet. */
  readonly candidate: StoredMetadata
  /** Of the response: what is opaque tells nothing (Fetch standard §2.2.6). */
  readonly type: ResponseType
  /** Did `fetch` follow a redirect? Then it is the answer of another URL. */
  readonly redirected: boolean
  /** Did the request carry `Authorization`, the caller's or the session's? */
  readonly authorized: boolean
  /** `storeErrors`, and for how many users it is. */
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
  if (isSuccessful(status)) return undefined
  // A status above 599 cannot be given back: Response refuses it.
  if (policy.storeErrors && status >= 200 && status < 600 && status !== 304) return undefined
  return refusesCredentials.has(status)
    ? ({ because: 'credentials-refused', clause: 'RFC 9110 §11.6' } as const)
    : ({ because: 'error-status', clause: 'policy storeErrors' } as const)
}

/** They speak of who asked: unless an app wants all errors kept, they must not replace what he may read. */
const refusesCredentials: ReadonlySet<number> = new Set([401, 403, 407])

/** Does the response say that it may be stored, by its status or by its fields? (RFC 9111 §3) */
function isCacheable(candidate: StoredMetadata, { mode }: ResolvedPolicy): boolean {
  const { status, fields } = candidate
  if (isHeuristicallyCacheable(status) || fieldValue(fields, 'expires') !== undefined) return true
  const explicit = ['public', 'max-age', mode === 'shared' ? 's-maxage' : 'private']
  return explicit.some((name) => permits(candidate, name))
}

function objectionByFields(question: StorageQuestion): Objection | undefined {
  return objectionToNoStore(question) ?? objectionToSharing(question) ?? objectionToUse(question)
}

/**
 * Why may a stored response not stay stored with the fields that a 304 has given it? (RFC 9111 §3.2)
 * Only because the origin forbids it by now: status and validator are those for which it was stored.
 */
export function objectionToFreshened(
  question: Pick<StorageQuestion, 'request' | 'candidate' | 'authorized' | 'policy'>,
): Objection | undefined {
  return objectionToNoStore(question) ?? objectionToSharing(question)
}

/** `no-store`; `must-understand` outranks it where the status is understood (RFC 9111 §5.2.2.3). */
function objectionToNoStore({
  request,
  candidate,
}: Pick<StorageQuestion, 'request' | 'candidate'>): Objection | undefined {
  if (requestDirectives(request).has('no-store')) {
    return { because: 'request-no-store', clause: 'RFC 9111 §5.2.1.5' }
  }
  if (hasResponseDirective(candidate, 'must-understand') && !isUnderstood(candidate.status)) {
    return { because: 'status-not-understood', clause: 'RFC 9111 §5.2.2.3' }
  }
  return hasResponseDirective(candidate, 'no-store') && !permits(candidate, 'must-understand')
    ? { because: 'response-no-store', clause: 'RFC 9111 §5.2.2.5' }
    : undefined
}

/** What a cache of many users must not keep (RFC 9111 §3), and so not what of a browser's cache is everyone's. */
function objectionToSharing({
  candidate,
  authorized,
  policy,
}: Pick<StorageQuestion, 'candidate' | 'authorized' | 'policy'>): Objection | undefined {
  if (!isOfMany(policy)) return undefined
  if (isUnqualified(responseDirectives(candidate), 'private')) {
    return { because: 'private', clause: 'RFC 9111 §5.2.2.7' }
  }
  const isPermitted = ['public', 's-maxage', 'must-revalidate'].some((name) =>
    permits(candidate, name),
  )
  return authorized && !isPermitted ? { because: 'authorized', clause: 'RFC 9111 §3.5' } : undefined
}

function objectionToUse({ candidate, policy }: StorageQuestion): Objection | undefined {
  if (!isCacheable(candidate, policy)) {
    return { because: 'status-needs-freshness', clause: 'RFC 9111 §3' }
  }
  if (nominatedNames(candidate.fields) === '*') {
    return { because: 'vary-star', clause: 'RFC 9111 §4.1' }
  }
  return isReusable(candidate, policy)
    ? undefined
    : { because: 'nothing-to-reuse-it-by', clause: 'RFC 9111 §3' }
}

/** Can it answer a request that asks for nothing special: validated, fresh, or stale? */
function isReusable(candidate: StoredMetadata, policy: ResolvedPolicy): boolean {
  if (hasValidator(candidate)) return true
  if (needsValidation(candidate)) return false
  return freshnessLifetime(candidate, policy).seconds > 0 || staleWindow(candidate, policy) > 0
}

/**
 * Is the body shorter than `Content-Length` promised? (RFC 9111 §3.3) Only a body without content
 * coding can be measured, and CORS hides the coding but not the length.
 *
 * @param bytes that arrived
 * @param type of the `Response`
 */
export function isCutShort(fields: Fields, bytes: number, type: ResponseType): boolean {
  if (type === 'cors' || fieldValue(fields, 'content-encoding') !== undefined) return false
  return bytes < (contentLength(fields) ?? 0)
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

/**
 * A response's fields as they may be stored (RFC 9111 §3.1): without those that `no-cache` names, and
 * for more than one user without those that `private` names (§5.2.2.4, §5.2.2.7).
 */
export function storableFields(fields: Fields, policy: UsedBy): Fields {
  const named = namesOfUnstored(fields, policy)
  return withoutFields(
    fields,
    named.length === 0 ? neverStored : new Set([...neverStored, ...named]),
  )
}

/** The fields that the response itself says are not to be stored. */
function namesOfUnstored(fields: Fields, policy: UsedBy): readonly string[] {
  const connection = fieldValue(fields, 'connection')
  const directives = responseDirectives({ fields })
  const isOwn = isOfMany(policy) && directives.has('private')
  if (connection === undefined && !directives.has('no-cache') && !isOwn) return none
  const named = [
    ...parseList(connection ?? '').map((name) => name.toLowerCase()),
    ...fieldsNamedBy(directives, 'no-cache'),
    ...(isOwn ? fieldsNamedBy(directives, 'private') : none),
  ]
  return named.filter((name) => !governs(name))
}

const none: readonly string[] = []
