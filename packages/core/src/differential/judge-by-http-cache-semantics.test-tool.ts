import CachePolicy from 'http-cache-semantics'
import {
  ARRIVAL,
  comparable,
  conditions,
  type Exchange,
  fieldsAsWritten,
  type Judgement,
  type Message,
  rounded,
  type Storable,
  URL_ASKED,
} from './exchange.test-tool.ts'

/** What `http-cache-semantics` makes of it, by its documented methods alone. */
export function judgedByThem(exchange: Exchange): Judgement {
  const { again, heuristics } = exchange
  const request = requestOf(exchange, exchange.request)
  const policy = policyOf(exchange, request, heuristics.stored)
  if (!policy.storable()) return { storable: false }
  const isAlike = heuristics.stored === heuristics.freshened
  const former = isAlike ? policy : policyOf(exchange, request, heuristics.freshened)
  instant = ARRIVAL + again.after
  return {
    storable: true,
    lifetime: rounded(policy.maxAge()),
    age: rounded(policy.age()),
    fresh: !policy.stale(),
    ...reused(exchange, policy),
    onError: policy.revalidatedPolicy(request, failure).policy === policy,
    freshened: freshened(exchange, request, former),
  }
}

const failure = { status: 503, headers: {} }

let instant = 0

/** Its clock may be replaced by its own words; the types do not know of it. */
class ClockedPolicy extends CachePolicy {
  now(): number {
    return instant * 1000
  }
}

function requestOf(
  exchange: Exchange,
  asking: Message & { readonly method: string },
): CachePolicy.HttpRequest {
  return { url: URL_ASKED, method: asking.method, headers: headersOf(exchange, asking) }
}

function headersOf({ separator }: Exchange, message: Message): Record<string, string> {
  return Object.fromEntries(fieldsAsWritten(message, separator))
}

/** As it is when the response arrives. */
function policyOf(
  exchange: Exchange,
  request: CachePolicy.HttpRequest,
  isHeuristic: boolean,
): CachePolicy {
  const { response, mode } = exchange
  instant = ARRIVAL
  return new ClockedPolicy(
    request,
    { status: response.status, headers: headersOf(exchange, response) },
    {
      shared: mode === 'shared',
      cacheHeuristic: isHeuristic ? 0.1 : 0,
      immutableMinTimeToLive: 0,
    },
  )
}

function reused(exchange: Exchange, policy: CachePolicy): Pick<Storable, 'use' | 'precondition'> {
  const { response, revalidation } = policy.evaluateRequest(requestOf(exchange, exchange.again))
  if (revalidation === undefined) return { use: 'as it is', precondition: {} }
  const precondition = conditions(textOf(revalidation.headers))
  return { use: response === undefined ? 'no' : 'while it is validated', precondition }
}

function freshened(
  exchange: Exchange,
  request: CachePolicy.HttpRequest,
  former: CachePolicy,
): Storable['freshened'] {
  const { notModified, again } = exchange
  instant = ARRIVAL + again.after + notModified.delay
  const answer = { status: 304, headers: headersOf(exchange, notModified) }
  const { policy, matches } = former.revalidatedPolicy(request, answer)
  if (!matches) return 'not by this 304'
  if (!policy.storable()) return 'removed'
  return {
    lifetime: rounded(policy.maxAge()),
    age: rounded(policy.age()),
    precondition: conditions(textOf(policy.revalidationHeaders(request))),
    fields: comparable(textOf(policy.responseHeaders())),
  }
}

/** Each value is one text, since each that they were given was. */
function textOf(headers: CachePolicy.Headers): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [name, String(value)])
}
