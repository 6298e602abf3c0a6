import { type Fields, fieldValue, withoutFields } from '../http/fields.ts'
import { currentAge } from '../rules/age.ts'
import { bypassReason, keepsNothing } from '../rules/bypass.ts'
import { cacheKey } from '../rules/cache-key.ts'
import type { CacheRequest } from '../rules/cache-request.ts'
import { freshen } from '../rules/freshen.ts'
import { freshnessLifetime, freshUntil } from '../rules/freshness.ts'
import { type CacheMode, type ResolvedPolicy, resolvePolicy } from '../rules/policy.ts'
import { needsValidation } from '../rules/response-directives.ts'
import { decideReuse, type Reuse } from '../rules/reuse.ts'
import { nominatedFields, nominatedNames } from '../rules/selection.ts'
import { objectionToFreshened, objectionToStoring, storableFields } from '../rules/storage.ts'
import type { StoredMetadata, StoredResponse } from '../rules/stored-response.ts'
import {
  type Asked,
  decideValidation,
  type Precondition,
  preconditionFor,
  type Reply,
} from '../rules/validation.ts'
import {
  ARRIVAL,
  type Asking,
  comparable,
  conditions,
  type Exchange,
  fieldsAsWritten,
  type Judgement,
  rounded,
  type Storable,
  URL_ASKED,
} from './exchange.test-tool.ts'

/** What our rules make of it, asked in the order in which the cache asks them. */
export function judgedByUs(exchange: Exchange): Judgement {
  const policy = policies[exchange.mode][exchange.heuristics.stored ? 'guessing' : 'told']
  const request = requestOf(exchange, exchange.request, 'manual')
  const received = fieldsAsWritten(exchange.response, exchange.separator)
  const stored = storedAs(exchange, { request, policy, received })
  const isStorable =
    bypassReason(request) === undefined &&
    keepsNothing(request) === undefined &&
    objectionToStoring({
      request,
      candidate: { ...stored, fields: received },
      type: 'basic',
      redirected: false,
      authorized: isAuthorized(request),
      policy,
    }) === undefined
  return isStorable ? judgedAsStored(exchange, { request, policy, stored }) : { storable: false }
}

const policies = { private: policiesOf('private'), shared: policiesOf('shared') }

/** RFC 9111 in full, but for heuristics if these are off. */
function policiesOf(mode: CacheMode) {
  const full = { mode, storeErrors: true, discardAfter: Infinity }
  return {
    told: resolvePolicy({ ...full, heuristicFreshness: false }),
    guessing: resolvePolicy({ ...full, heuristicFreshness: true }),
  }
}

function requestOf(
  { separator }: Exchange,
  asking: Asking,
  redirect: RequestRedirect,
): CacheRequest {
  return {
    method: asking.method,
    url: URL_ASKED,
    fields: fieldsAsWritten(asking, separator),
    credentials: 'same-origin',
    cache: 'default',
    redirect,
    allowStale: true,
  }
}

function isAuthorized({ fields }: CacheRequest): boolean {
  return fieldValue(fields, 'authorization') !== undefined
}

interface Kept {
  readonly request: CacheRequest
  readonly policy: ResolvedPolicy
  readonly stored: StoredResponse
}

function storedAs(
  { response }: Exchange,
  given: { request: CacheRequest; policy: ResolvedPolicy; received: Fields },
): StoredResponse {
  const { request, policy, received } = given
  const fields = storableFields(received, policy)
  const names = nominatedNames(fields)
  return {
    key: cacheKey(request),
    url: URL_ASKED,
    nominated: names === '*' ? [] : nominatedFields(request, names, policy),
    status: response.status,
    statusText: '',
    fields,
    requestTime: ARRIVAL - response.delay,
    responseTime: ARRIVAL,
    invalidated: false,
    body: { id: 'body', content: '', bytes: 0 },
  }
}

function judgedAsStored(exchange: Exchange, kept: Kept): Storable {
  const { policy, stored } = kept
  const now = ARRIVAL + exchange.again.after
  return {
    storable: true,
    lifetime: lifetimeOf(stored, policy),
    age: rounded(currentAge(stored, now)),
    fresh: now >= stored.responseTime && freshUntil(stored, policy) > now,
    ...reused(exchange, kept),
    ...validated(exchange, kept),
  }
}

/** Where nothing can be reused without validation, there is no lifetime to speak of. */
function lifetimeOf(stored: StoredMetadata, policy: ResolvedPolicy): number {
  const isNeverFresh = needsValidation(stored) || nominatedNames(stored.fields) === '*'
  return isNeverFresh ? 0 : rounded(freshnessLifetime(stored, policy).seconds)
}

function reused(
  exchange: Exchange,
  { policy, stored }: Kept,
): Pick<Storable, 'use' | 'precondition'> {
  const { again } = exchange
  const request = requestOf(exchange, again, again.redirect)
  if (bypassReason(request) !== undefined) {
    return { use: 'no', precondition: conditions(request.fields) }
  }
  const now = ARRIVAL + again.after
  const reuse = decideReuse({ request, variants: [stored], policy, now })
  const use = useOf(reuse)
  // What is used as it is needs no question, whatever it could be asked by.
  const precondition = use === 'as it is' ? {} : conditions(preconditionFor(reuse).fields)
  return { use, precondition }
}

function useOf(reuse: Reuse): Storable['use'] {
  if (reuse.kind === 'unsatisfiable') return 'no, and nobody may be asked'
  if (reuse.kind === 'miss' || reuse.kind === 'validate') return 'no'
  return reuse.because === 'stale-while-revalidate' ? 'while it is validated' : 'as it is'
}

function validated(
  exchange: Exchange,
  { request, policy, stored }: Kept,
): Pick<Storable, 'onError' | 'freshened'> {
  const now = ARRIVAL + exchange.again.after
  const asked: Asked = {
    request,
    stored,
    precondition: preconditionOf(stored),
    isRetry: false,
    policy,
    now,
  }
  const onError = decideValidation(asked, replyWith(503, [])).kind === 'serve-stale'
  const fields = fieldsAsWritten(exchange.notModified, exchange.separator)
  const validation = decideValidation(asked, replyWith(304, fields))
  if (validation.kind !== 'freshen') return { onError, freshened: 'not by this 304' }
  const responseTime = now + exchange.notModified.delay
  const authorized = isAuthorized(request)
  const freshened = freshen(validation.stored, {
    request,
    policy,
    fields,
    requestTime: now,
    responseTime,
  })
  const question = { request, authorized, candidate: freshened, policy }
  if (objectionToFreshened(question) !== undefined) return { onError, freshened: 'removed' }
  return {
    onError,
    freshened: {
      lifetime: lifetimeOf(freshened, policy),
      age: rounded(currentAge(freshened, responseTime)),
      precondition: conditionsOnceInvalid(freshened, { request, policy, now: responseTime }),
      fields: comparable(freshened.fields),
    },
  }
}

/** With what the same request would ask again, if it had to. */
function conditionsOnceInvalid(
  freshened: StoredResponse,
  given: { request: CacheRequest; policy: ResolvedPolicy; now: number },
): Record<string, string> {
  const request = {
    ...given.request,
    fields: withoutFields(given.request.fields, new Set(['cache-control'])),
  }
  const variants = [{ ...freshened, invalidated: true }]
  return conditions(preconditionFor(decideReuse({ ...given, request, variants })).fields)
}

function preconditionOf(stored: StoredResponse): Precondition {
  return preconditionFor({ kind: 'validate', because: 'stale', stored, age: 0, ttl: 0 })
}

function replyWith(status: number, fields: Fields): Reply {
  return { status, fields, redirected: false, type: 'basic', url: URL_ASKED }
}
