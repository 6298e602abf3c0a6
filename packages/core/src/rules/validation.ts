import { deltaSeconds } from '../http/cache-control.ts'
import { isSendable, weaklyMatches } from '../http/entity-tag.ts'
import { type Fields, fieldValue } from '../http/fields.ts'
import { type CacheRequest, requestDirectives } from './cache-request.ts'
import { currentAge } from './age.ts'
import { freshUntil } from './freshness.ts'
import type { ResolvedPolicy } from './policy.ts'
import { responseDeltaSeconds } from './response-directives.ts'
import { forbidsStale, refusesStale, type Reuse } from './reuse.ts'
import type { Seconds, StoredMetadata, StoredResponse } from './stored-response.ts'

/** The stored responses whose validators a request carries, and the fields that carry them. */
export interface Precondition {
  /** A 304 is about one of these. */
  readonly candidates: readonly StoredResponse[]
  /** `If-None-Match`, `If-Modified-Since`, or both; none: nothing can be validated. */
  readonly fields: Fields
}

/** That of a request which asks for all, as the retry after an unusable 304 does. */
export const noPrecondition: Precondition = { candidates: [], fields: [] }

/** The fields that make this request conditional (RFC 9111 §4.3.1); none when nothing can be validated. */
export function preconditionFor(reuse: Reuse): Precondition {
  if (reuse.kind === 'stale' || reuse.kind === 'validate') {
    const { stored } = reuse
    return preconditionOf([stored], lastModifiedOf(stored))
  }
  // The date of another variant says nothing of the one that is asked for, whose 304 would be taken for it.
  return reuse.kind === 'miss'
    ? preconditionOf(reuse.candidates.filter((stored) => entityTagOf(stored) !== undefined))
    : noPrecondition
}

function preconditionOf(
  candidates: readonly StoredResponse[],
  lastModified?: string,
): Precondition {
  const tags = candidates.map(entityTagOf).filter((tag) => tag !== undefined)
  const fields: (readonly [string, string])[] = []
  if (tags.length > 0) fields.push(['if-none-match', tags.join(', ')])
  if (lastModified !== undefined) fields.push(['if-modified-since', lastModified])
  return fields.length === 0 ? noPrecondition : { candidates, fields }
}

/** Can this response be validated, once it is stored? */
export function hasValidator(stored: StoredMetadata): boolean {
  return entityTagOf(stored) !== undefined || lastModifiedOf(stored) !== undefined
}

/** The tag to send, byte for byte as it came; `undefined` when there is none that can be sent. */
function entityTagOf(stored: StoredMetadata): string | undefined {
  const tag = fieldValue(stored.fields, 'etag')
  return tag !== undefined && isSendable(tag) ? tag : undefined
}

function lastModifiedOf(stored: StoredMetadata): string | undefined {
  const date = fieldValue(stored.fields, 'last-modified')
  return date !== undefined && isSendable(date) ? date : undefined
}

/**
 * Did the origin send everything although nothing changed? So it is when the answer to a
 * precondition brings back a tag that the precondition named (RFC 9110 §13.1.2).
 *
 * @param precondition that was sent
 * @param received what answered it
 */
export function broughtBack({ candidates }: Precondition, received: StoredMetadata): boolean {
  const tag = entityTagOf(received)
  if (tag === undefined || received.status === 304) return false
  return candidates.some((stored) => isTagged(stored, tag))
}

/** The origin's answer, as far as the decision needs it. */
export interface Reply {
  /** As received. */
  readonly status: number
  /** As received, before any of them is left out. */
  readonly fields: Fields
  /** Did `fetch` follow a redirect? Then a 304 is about something else. */
  readonly redirected: boolean
  /** Empty when the network does not say. */
  readonly url: string
  /** Of an answer from another origin (`cors`) some fields may be hidden (Fetch standard §4.10). */
  readonly type: ResponseType
}

/** What was known when the request was sent. */
export interface Asked {
  /** What the caller asked for. */
  readonly request: CacheRequest
  /** The stored response that would be served stale, if it may. */
  readonly stored: StoredResponse | undefined
  /** What made it conditional. */
  readonly precondition: Precondition
  /** This is the second, unconditional attempt: there is no third. */
  readonly isRetry: boolean
  /** By which a stale response may stand in for an origin that fails. */
  readonly policy: ResolvedPolicy
  /** When its answer arrived; seconds since the epoch. */
  readonly now: Seconds
}

/** What is done with an answer of the origin, and because of what. */
export type Validation =
  /** 304: the stored response is still right (§4.3.4). */
  | { readonly kind: 'freshen'; readonly stored: StoredResponse; readonly because: 'not-modified' }
  /** Another answer: it takes the stored one's place if it may be kept (§4.3.3). */
  | { readonly kind: 'replace'; readonly because: 'full-response' }
  /** The origin failed and a stale answer is allowed (§4.2.4, RFC 5861 §4). */
  | {
      readonly kind: 'serve-stale'
      readonly stored: StoredResponse
      readonly because: 'stale-if-error'
    }
  /** The answer cannot be ours: ask once more without a precondition. */
  | {
      readonly kind: 'retry-unconditionally'
      readonly because: 'unusable-304' | 'unsolicited-304' | 'precondition-refused'
    }
  /** A 304 to the unconditional retry, too: there is nothing that it could mean. */
  | { readonly kind: 'refuse'; readonly because: 'unsolicited-304' }

/** What does the origin's answer mean for what is stored? (RFC 9111 §4.3.3) Pure. */
export function decideValidation(asked: Asked, reply: Reply): Validation {
  const { stored, precondition } = asked
  if (serverErrors.has(reply.status) && stored !== undefined && mayServeOnError(stored, asked)) {
    return { kind: 'serve-stale', stored, because: 'stale-if-error' }
  }
  if (reply.status === 304) return onNotModified(asked, reply)
  // 412, 428, 431: the origin objects to the very fields that we added.
  const refused = reply.status === 412 || reply.status === 428 || reply.status === 431
  if (refused && precondition.fields.length > 0) {
    return { kind: 'retry-unconditionally', because: 'precondition-refused' }
  }
  return { kind: 'replace', because: 'full-response' }
}

const serverErrors: ReadonlySet<number> = new Set([500, 502, 503, 504])

/** May this stored response answer although the origin failed? (RFC 5861 §4) */
export function mayServeOnError(stored: StoredResponse, asked: Asked): boolean {
  const { request, policy, now } = asked
  if (!request.allowStale || stored.invalidated || forbidsStale(stored, policy)) return false
  // A clock that went back cannot tell how stale it is.
  if (now < stored.responseTime) return false
  const ttl = freshUntil(stored, policy) - now
  // What the request or the response says holds "regardless of other freshness information" (RFC 5861 §4).
  const requested = deltaSeconds(requestDirectives(request), 'stale-if-error') ?? 0
  const granted = responseDeltaSeconds(stored, 'stale-if-error') ?? 0
  const isRefused = refusesStale(request, policy, { age: currentAge(stored, now), ttl })
  const window = Math.max(requested, granted, isRefused ? 0 : policy.staleIfError)
  return window > 0 && -ttl < window
}

function onNotModified(asked: Asked, reply: Reply): Validation {
  const { precondition, isRetry } = asked
  if (isRetry) return { kind: 'refuse', because: 'unsolicited-304' }
  if (precondition.fields.length === 0) {
    return { kind: 'retry-unconditionally', because: 'unsolicited-304' }
  }
  const stored = isSameResource(asked, reply)
    ? selectedBy304(precondition, reply.fields)
    : undefined
  return stored === undefined
    ? { kind: 'retry-unconditionally', because: 'unusable-304' }
    : { kind: 'freshen', stored, because: 'not-modified' }
}

/** A 304 reached by a redirect, or for another URL, says nothing about what we hold. */
function isSameResource({ request }: Asked, reply: Reply): boolean {
  return !reply.redirected && (reply.url === '' || reply.url === request.url)
}

/**
 * The stored response that the 304 is about (RFC 9111 §4.3.4), by weak comparison. Without a tag it is
 * about the one that we asked about; if we asked by its date alone, it must not name another one.
 */
function selectedBy304({ candidates }: Precondition, fields: Fields): StoredResponse | undefined {
  const tag = fieldValue(fields, 'etag')
  if (tag !== undefined) return candidates.find((stored) => isTagged(stored, tag))
  const isDatedOtherwise = candidates.some((stored) => hasAnotherDate(stored, fields))
  return candidates.length === 1 && !isDatedOtherwise ? candidates[0] : undefined
}

function isTagged(stored: StoredResponse, tag: string): boolean {
  const held = entityTagOf(stored)
  return held !== undefined && weaklyMatches(held, tag)
}

/** Where a tag was sent, too, the origin did not look at the date (RFC 9110 §13.1.3). */
function hasAnotherDate(stored: StoredResponse, fields: Fields): boolean {
  const date = fieldValue(fields, 'last-modified')
  return date !== undefined && entityTagOf(stored) === undefined && date !== lastModifiedOf(stored)
}
