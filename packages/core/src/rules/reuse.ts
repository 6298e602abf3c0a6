import { deltaSeconds, parseDeltaSeconds } from '../http/cache-control.ts'
import { currentAge } from './age.ts'
import { type CacheRequest, requestDirectives } from './cache-request.ts'
import { refreshesEarly } from './early-refresh.ts'
import { freshUntil } from './freshness.ts'
import type { ResolvedPolicy } from './policy.ts'
import {
  hasResponseDirective,
  needsValidation,
  permits,
  responseDeltaSeconds,
} from './response-directives.ts'
import { mayValidate, selectStored } from './selection.ts'
import type { Seconds, StoredMetadata, StoredResponse } from './stored-response.ts'

/** What let a stale response be served (RFC 9111 §4.2.4, RFC 5861 §3). */
export type StaleAllowance = 'max-stale' | 'stale-while-revalidate'

/** Why a stored response must be validated before its use (RFC 9111 §4.3). */
export type ValidationReason =
  | 'stale'
  | 'response-no-cache'
  | 'invalidated'
  | 'request-no-cache'
  | 'request-max-age'
  | 'request-min-fresh'
  | 'clock-went-back'
  | 'early-refresh'

/** Why no stored response may be used. */
export type MissReason = 'nothing-stored' | 'no-variant-matches' | 'discarded' | 'reload'

/**
 * What was selected, and how old it is.
 *
 * @inline
 */
interface Selected {
  readonly stored: StoredResponse
  readonly age: Seconds
  /** Freshness left; negative once stale. */
  readonly ttl: Seconds
}

/**
 * What may answer a request, and because of what. `fresh`, `stale` and `validate` come with the
 * `stored` response, its `age` and its `ttl`: seconds of freshness left, negative once it is stale.
 */
export type Reuse =
  /**
   * `fresh`: it may be used as it is. `because` is `fresh`, `force-cache` (Fetch standard §2.2.5), or
   * `early-refresh`.
   */
  | ({
      readonly kind: 'fresh'
      /** `early-refresh`: it is to be validated in the background although it is fresh. */
      readonly because: 'fresh' | 'force-cache' | 'early-refresh'
    } & Selected)
  /** `stale`: it may be used all the same. `because` is a {@link StaleAllowance}. */
  | ({ readonly kind: 'stale'; readonly because: StaleAllowance } & Selected)
  /** `validate`: the origin has to confirm it first. `because` is a {@link ValidationReason}. */
  | ({ readonly kind: 'validate'; readonly because: ValidationReason } & Selected)
  /** The origin has to answer. */
  | {
      readonly kind: 'miss'
      readonly because: MissReason
      /** Other variants of the same URL: their tags may still bring a 304 (§4.3.1). */
      readonly candidates: readonly StoredResponse[]
    }
  /** The caller wants no network, and nothing stored can answer: 504 (RFC 9111 §5.2.1.7). */
  | { readonly kind: 'unsatisfiable'; readonly because: 'only-if-cached' }

/** All that {@link decideReuse} goes by. */
export interface ReuseQuestion {
  /** What the caller asks for. */
  readonly request: CacheRequest
  /** Everything stored under the request's cache key. */
  readonly variants: readonly StoredResponse[]
  /** What the app decides where the response leaves it open. */
  readonly policy: ResolvedPolicy
  /** Seconds since the epoch. */
  readonly now: Seconds
  /** A random number above 0, at most 1, of which an early refresh depends. @default 1: none */
  readonly draw?: number
}

/** May this request be answered from the store? (RFC 9111 §4) Pure. */
export function decideReuse(question: ReuseQuestion): Reuse {
  const answer = answerFrom(question)
  const { request } = question
  const needsNetwork = answer.kind === 'validate' || answer.kind === 'miss'
  return needsNetwork && isOnlyIfCached(request)
    ? { kind: 'unsatisfiable', because: 'only-if-cached' }
    : answer
}

function answerFrom(question: ReuseQuestion): Reuse {
  const { request, variants, policy, now } = question
  if (request.cache === 'reload') return { kind: 'miss', because: 'reload', candidates: [] }
  const isKept = (stored: StoredResponse): boolean => !isDiscarded(stored, policy, now)
  const kept = variants.every(isKept) ? variants : variants.filter(isKept)
  if (kept.length === 0) {
    const because = variants.length === 0 ? 'nothing-stored' : 'discarded'
    return { kind: 'miss', because, candidates: [] }
  }
  const stored = selectStored(kept, request, policy)
  if (stored === undefined) {
    const candidates = kept.filter((variant) => mayValidate(variant, request, policy))
    return { kind: 'miss', because: 'no-variant-matches', candidates }
  }
  const age = currentAge(stored, now)
  return judge(question, { stored, age, ttl: freshUntil(stored, policy) - now })
}

/** Past `discardAfter` since its last 200 or 304, a stored response is as good as gone. */
export function isDiscarded(stored: StoredResponse, policy: ResolvedPolicy, now: Seconds): boolean {
  return now - stored.responseTime > policy.discardAfter
}

function judge(question: ReuseQuestion, selected: Selected): Reuse {
  const { request, policy, draw = 1 } = question
  const { stored, ttl } = selected
  if (isForced(request, stored)) return { kind: 'fresh', because: 'force-cache', ...selected }
  const because = validationReason(question, selected)
  if (because === undefined) {
    const isEarly = refreshesEarly(stored, { ttl, eagerness: policy.earlyRefresh, draw })
    return { kind: 'fresh', because: isEarly ? 'early-refresh' : 'fresh', ...selected }
  }
  if (because !== 'stale') return { kind: 'validate', because, ...selected }
  const allowance = forbidsStale(stored, policy) ? undefined : staleAllowance(question, selected)
  return allowance === undefined
    ? { kind: 'validate', because, ...selected }
    : { kind: 'stale', because: allowance, ...selected }
}

/**
 * These modes take what is stored whatever its age (Fetch standard, HTTP-network-or-cache fetch), but
 * what was invalidated is in need of a mandatory validation (RFC 9111 §4.4).
 */
function isForced({ cache }: CacheRequest, { invalidated }: StoredResponse): boolean {
  return !invalidated && (cache === 'force-cache' || cache === 'only-if-cached')
}

/** Does the caller want nothing but a stored response? (RFC 9111 §5.2.1.7) */
export function isOnlyIfCached(request: CacheRequest): boolean {
  return request.cache === 'only-if-cached' || requestDirectives(request).has('only-if-cached')
}

function validationReason(
  { request, policy, now }: ReuseQuestion,
  { stored, age, ttl }: Selected,
): ValidationReason | undefined {
  if (stored.invalidated) return 'invalidated'
  if (now < stored.responseTime) return 'clock-went-back'
  if (needsValidation(stored)) return 'response-no-cache'
  if (ttl <= 0) return 'stale'
  // RFC 8246 §2: a fresh immutable response is not validated, not even by a reload.
  if (permits(stored, 'immutable')) return undefined
  if (request.cache === 'no-cache') return 'request-no-cache'
  return policy.obeyRequestDirectives ? requestedValidation(request, age, ttl) : undefined
}

/** The request's own demands on freshness (RFC 9111 §5.2.1). */
function requestedValidation(
  request: CacheRequest,
  age: Seconds,
  ttl: Seconds,
): ValidationReason | undefined {
  const directives = requestDirectives(request)
  if (directives.has('no-cache')) return 'request-no-cache'
  const maxAge = deltaSeconds(directives, 'max-age')
  if (maxAge !== undefined && age > maxAge) return 'request-max-age'
  return isFreshFor(directives.get('min-fresh'), ttl) ? undefined : 'request-min-fresh'
}

/** No freshness is enough for a `min-fresh` that cannot be read: what restricts goes on to (§5.2.1.3). */
function isFreshFor(value: string | true | undefined, ttl: Seconds): boolean {
  return value === undefined || ttl >= (parseDeltaSeconds(String(value)) ?? Infinity)
}

/**
 * Does the caller want nothing that is stale as this is? With `max-age` he takes it only if he says
 * `max-stale`, too (RFC 9111 §5.2.1.1).
 */
export function refusesStale(
  request: CacheRequest,
  policy: ResolvedPolicy,
  { age, ttl }: Pick<Selected, 'age' | 'ttl'>,
): boolean {
  if (request.cache === 'no-cache') return true
  if (!policy.obeyRequestDirectives) return false
  const directives = requestDirectives(request)
  const isLimited = directives.has('max-age') && !directives.has('max-stale')
  return isLimited || requestedValidation(request, age, ttl) !== undefined
}

/** Directives that forbid every stale use (RFC 9111 §4.2.4, §5.2.2.2, §5.2.2.4). */
export function forbidsStale(stored: StoredMetadata, { mode }: ResolvedPolicy): boolean {
  if (needsValidation(stored) || hasResponseDirective(stored, 'must-revalidate')) return true
  return mode === 'shared' && forSharedCaches.some((name) => hasResponseDirective(stored, name))
}

/** s-maxage implies proxy-revalidate (RFC 9111 §5.2.2.8, §5.2.2.10). */
const forSharedCaches = ['proxy-revalidate', 's-maxage']

/** For how long past its freshness may it be used, if the caller does not ask for more? (RFC 5861) */
export function staleWindow(stored: StoredMetadata, policy: ResolvedPolicy): Seconds {
  if (forbidsStale(stored, policy)) return 0
  const whileRevalidating = responseDeltaSeconds(stored, 'stale-while-revalidate') ?? 0
  const ifError = responseDeltaSeconds(stored, 'stale-if-error') ?? 0
  return Math.max(whileRevalidating, ifError, policy.staleIfError)
}

function staleAllowance(
  { request, policy }: ReuseQuestion,
  { stored, age, ttl }: Selected,
): StaleAllowance | undefined {
  if (!request.allowStale || refusesStale(request, policy, { age, ttl })) return undefined
  if (isWithinMaxStale(requestDirectives(request).get('max-stale'), -ttl)) return 'max-stale'
  // Only a GET can be validated in the background: another answer has no body to keep.
  const window = responseDeltaSeconds(stored, 'stale-while-revalidate') ?? 0
  return -ttl < window && request.method === 'GET' ? 'stale-while-revalidate' : undefined
}

/** Without a value, max-stale accepts any staleness (RFC 9111 §5.2.1.2). */
function isWithinMaxStale(value: string | true | undefined, staleness: Seconds): boolean {
  if (value === undefined) return false
  return value === true || staleness <= (/^\d+$/.test(value) ? Number(value) : 0)
}
