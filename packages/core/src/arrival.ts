import type { Tier } from './cache/events.ts'
import { randomId } from './cache/random-id.ts'
import type { ForwardReason, Outcome } from './http/cache-status.ts'
import type { Fields } from './http/fields.ts'
import type { CacheRequest } from './rules/cache-request.ts'
import type { BypassReason } from './rules/bypass.ts'
import { freshUntil } from './rules/freshness.ts'
import type { ResolvedPolicy } from './rules/policy.ts'
import type { Reuse } from './rules/reuse.ts'
import type { Seconds, StoredMetadata, StoredResponse } from './rules/stored-response.ts'
import { unstored } from './unstored.ts'

/** How a request ended: what answers it, and what the cache did. */
export type Arrival =
  | {
      readonly kind: 'complete'
      /** The answer, which need not be stored. */
      readonly stored: StoredResponse
      /** All its fields, for the caller for whom it came over the network. */
      readonly asReceived?: Fields
      readonly outcome: Outcome
      readonly tier: Tier
      /** Bytes of the body that came over the network. */
      readonly received: number
    }
  | {
      readonly kind: 'stream'
      /** The network's own response. */
      readonly response: Response
      /** Its body, unread. */
      readonly body: Body
      readonly outcome: Outcome
      /** It is being stored while the caller reads it. */
      readonly landing?: Landing
    }

/** The rest of an exchange whose caller has his answer already. */
interface Landing {
  /** What came of it: the whole response. */
  readonly whole?: Promise<Arrival>
  /** Lets the caller see the end of the body. */
  readonly end: () => void
}

type Served = Extract<Reuse, { kind: 'fresh' | 'stale' }>

/** Answered from the store, by all of a stored response or by the portion that is asked for. */
export function hit(
  { ttl, because }: Served,
  stored: StoredResponse,
  tier: Exclude<Tier, 'network'>,
): Arrival {
  const outcome: Outcome = { kind: 'hit', ttl, detail: because }
  return { kind: 'complete', stored, outcome, tier, received: 0 }
}

/** Why a decision sent the request forward, in the words of RFC 9211 §2.2. */
export function forwardReason(reuse: Reuse): ForwardReason {
  if (reuse.kind === 'miss') return missReasons[reuse.because]
  return reuse.because.startsWith('request-') ? 'request' : 'stale'
}

const missReasons = {
  'nothing-stored': 'uri-miss',
  'no-variant-matches': 'vary-miss',
  discarded: 'uri-miss',
  reload: 'request',
} as const

/** What a trip to the origin brought, or its failure, and what became of that. */
interface Forwarding {
  readonly fwd: ForwardReason
  readonly stored: StoredMetadata
  /** Is the response in the store now? Absent: it was there before. */
  readonly kept?: boolean
  readonly policy: ResolvedPolicy
  readonly now: Seconds
  /** The origin's status; absent when no answer came. */
  readonly status?: number
  readonly detail: string
}

function outcomeOf({
  fwd,
  stored,
  kept = false,
  policy,
  now,
  status,
  detail,
}: Forwarding): Outcome {
  return {
    kind: 'forwarded',
    fwd,
    detail,
    stored: kept,
    collapsed: false,
    ttl: freshUntil(stored, policy) - now,
    ...(status === undefined ? {} : { fwdStatus: status }),
  }
}

/** Went to the origin, and is answered with a complete response. */
export function forwarded(
  told: Forwarding & {
    readonly stored: StoredResponse
    readonly asReceived?: Fields
    /** Bytes of the body that came over the network; absent: none. */
    readonly received?: number
  },
): Arrival {
  const { stored, asReceived, received = 0 } = told
  const tier = received > 0 ? 'network' : 'memory'
  const own = asReceived === undefined ? {} : { asReceived }
  return { kind: 'complete', stored, ...own, outcome: outcomeOf(told), tier, received }
}

type Body = ReadableStream<Uint8Array<ArrayBuffer>> | null

/** Went to the origin, and is answered with its response, body unread. */
export function streamed(response: Response, fwd: ForwardReason, detail: string): Arrival {
  const { status: fwdStatus, body } = response
  const outcome: Outcome = {
    kind: 'forwarded',
    fwd,
    fwdStatus,
    detail,
    stored: false,
    collapsed: false,
  }
  return { kind: 'stream', response, body, outcome }
}

/** Went to the origin, and is answered as soon as the head is there. */
export function answeredEarly(
  told: Forwarding & {
    readonly response: Response
    readonly body: Body
    readonly end: () => void
  },
): Arrival {
  const { response, body, end } = told
  return { kind: 'stream', response, body, outcome: outcomeOf(told), landing: { end } }
}

/** An answer that came before its flight's end, with what that brings. */
export function withLanding(value: Arrival, whole: Promise<Arrival>): Arrival {
  if (value.kind !== 'stream' || value.landing === undefined) return value
  return { ...value, landing: { ...value.landing, whole } }
}

/** The same answer for a caller who joined the exchange of another. */
export function collapsedInto(arrival: Extract<Arrival, { kind: 'complete' }>): Arrival {
  const { asReceived: _, ...shared } = { ...arrival, stored: withoutCookies(arrival.stored) }
  const { outcome } = shared
  if (outcome.kind === 'hit') return shared
  return { ...shared, outcome: { ...outcome, collapsed: true }, received: 0 }
}

/** A cookie is for the caller for whom it came. */
function withoutCookies(stored: StoredResponse): StoredResponse {
  const isCookie = ([name]: Fields[number]): boolean => name === 'set-cookie'
  if (!stored.fields.some(isCookie)) return stored
  return { ...stored, fields: stored.fields.filter((field) => !isCookie(field)) }
}

/** Another tab went to the origin for it, and wrote what came to the disk. */
export function broughtByAnotherTab(told: {
  readonly fwd: ForwardReason
  readonly stored: StoredResponse
  readonly policy: ResolvedPolicy
  readonly now: Seconds
}): Arrival {
  const { fwd, stored, policy, now } = told
  const ttl = freshUntil(stored, policy) - now
  const detail = 'another-tab'
  const outcome: Outcome = { kind: 'forwarded', fwd, detail, stored: false, collapsed: true, ttl }
  return { kind: 'complete', stored, outcome, tier: 'disk', received: 0 }
}

/** Why a request passed the store by, in the words of RFC 9211 §2.2. */
export function bypassed(because: BypassReason): ForwardReason {
  return because === 'method' ? 'method' : 'bypass'
}

/** The cache itself answers: 504 for an unmet only-if-cached, 502 for a 304 that nobody can use. */
export function refusal(request: CacheRequest, status: 502 | 504, because: string): Arrival {
  const statusText = status === 504 ? 'Gateway Timeout' : 'Bad Gateway'
  const { url } = request
  const stored: StoredResponse = {
    ...unstored({ url, status, statusText, fields: [] }, 0),
    body: { id: randomId(), content: '', bytes: 0 },
  }
  const outcome: Outcome = {
    kind: 'forwarded',
    fwd: 'miss',
    detail: because,
    stored: false,
    collapsed: false,
    ...(status === 502 ? { fwdStatus: 304 } : {}),
  }
  return { kind: 'complete', stored, outcome, tier: 'network', received: 0 }
}
