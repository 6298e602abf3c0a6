import type { Outcome } from '../http/cache-status.ts'
import type { Seconds } from '../rules/stored-response.ts'

/** Where the body of an answer came from. */
export type Tier = 'memory' | 'disk' | 'network'

interface Told {
  /** Seconds since the epoch. */
  readonly at: Seconds
  /**
   * The session that it is about: what began in a former one can end in the next. `'everyone'`: the
   * part of the cache that is no session's (policy `audience`).
   */
  readonly generation: string
}

/** One request and what was decided, in the words of RFC 9211. */
export interface RequestEvent extends Told {
  readonly type: 'request'
  /** By which traces name the request; absent: nobody inspected the client when it began. */
  readonly id?: number
  /** Upper case. */
  readonly method: string
  /** Absolute, without a fragment. */
  readonly url: string
  /** What the cache did, and the word of the rule that made it do so. */
  readonly outcome: Outcome
  /** Where the body came from; after a 304 `memory`, whichever tier had kept it. */
  readonly tier: Tier
  /**
   * Seconds from the call until the whole answer was there, or only its head where the cache does not
   * read the body.
   */
  readonly duration: Seconds
  /** A validation for which no caller waits (RFC 5861 §3). */
  readonly inBackground: boolean
  /** Bytes of the answer's body; of them `received` came over the network, after decoding. */
  readonly bytes: { readonly body: number; readonly received: number }
  /** Those that script can see on a full answer from the network (RFC 9110 §8.8). */
  readonly validators?: readonly Validator[]
}

/** A field by which a stored response can be validated (RFC 9110 §8.8). */
export type Validator = 'etag' | 'last-modified'

/** A stored response was read without asking whether it may answer a request. */
export interface PeekEvent extends Told {
  readonly type: 'peek'
  /** Absolute, without a fragment. */
  readonly url: string
  /** Where it was found. */
  readonly tier: Exclude<Tier, 'network'>
}

/** A request ended without an answer: network error, abort, or the end of its session. */
export interface FailureEvent extends Told {
  readonly type: 'failure'
  /** By which traces name the request; absent: nobody inspected the client when it began. */
  readonly id?: number
  /** Upper case. */
  readonly method: string
  /** Absolute, without a fragment. */
  readonly url: string
  /** Name and message of what the caller was thrown, for a line in a log. */
  readonly because: string
  /** Seconds from the call until it failed. */
  readonly duration: Seconds
  /** A validation for which no caller waits (RFC 5861 §3). */
  readonly inBackground: boolean
}

/** The origin sent all of a body that the request's own validator named (RFC 9110 §13.1.2). */
export interface WastedValidationEvent extends Told {
  readonly type: 'wasted-validation'
  /** Absolute, without a fragment. */
  readonly url: string
  /** Of the body that came for nothing, after content decoding. */
  readonly bytes: number
}

/**
 * Twice a conditional request to another origin failed and the same one without a precondition did
 * not: CORS does not let it pass. From now on this origin is asked unconditionally.
 */
export interface FallbackEvent extends Told {
  readonly type: 'fallback'
  /**
   * Absolute, without a fragment. The second request that failed; what is told holds for all of its
   * origin.
   */
  readonly url: string
  /** Of that request: what CORS demands of the server depends on it (Fetch standard §4.10). */
  readonly credentials: RequestCredentials
  /** What the conditional request had and the other one had not. */
  readonly without: readonly WithheldField[]
}

/** A field that the cache adds, and leaves out where it does harm. */
export type WithheldField = 'if-none-match' | 'if-modified-since' | 'cache-control'

/** A write made stored responses unusable without validation (RFC 9111 §4.4), or an app did. */
export interface InvalidationEvent extends Told {
  readonly type: 'invalidation'
  /** Those that this tab knows of. */
  readonly urls: readonly string[]
  /** `live`: something has changed outside, as a stream tells; `another-tab`: for any reason, there. */
  readonly because: 'unsafe-method' | 'app' | 'live' | 'another-tab'
}

/** Stored responses were removed, and not to make room. */
export interface RemovalEvent extends Told {
  readonly type: 'removal'
  /** Those that this tab knows of. */
  readonly urls: readonly string[]
  /**
   * `unverified`: from memory only, since the page slept and nobody could tell whether its session
   * lasts, or since everyone's rows were removed from outside; `clear-site-data`: the origin asked
   * for it, of what is nobody's or everyone's.
   */
  readonly because: 'app' | 'another-tab' | 'unverified' | 'clear-site-data'
}

/** Another tab stored or validated a response; this tab's memory has it now. */
export interface UpdateEvent extends Told {
  readonly type: 'update'
  /** Absolute, without a fragment. */
  readonly url: string
}

/** An entry left a tier to make room. */
export interface EvictionEvent extends Told {
  readonly type: 'eviction'
  /** Absolute, without a fragment. */
  readonly url: string
  /** The one that it left; the other one may still have it. */
  readonly tier: Exclude<Tier, 'network'>
  /** `limit`: the cache's own; `quota`: the browser gave no more room. */
  readonly because: 'limit' | 'quota'
}

/** What the disk held was not what had been written; it is removed. */
export interface DamageEvent extends Told {
  readonly type: 'damage'
  /** Absolute, without a fragment. */
  readonly url: string
}

/** The store lost its connection and has another one. */
export interface ReopeningEvent extends Told {
  readonly type: 'reopening'
}

/**
 * What a store was asked for when it failed: a method of {@link ResponseStore}, in words with
 * hyphens.
 */
export type StoreOperation =
  | 'open'
  | 'get'
  | 'keys'
  | 'put'
  | 'freshen'
  | 'invalidate'
  | 'delete'
  | 'is-current'
  | 'size'
  | 'flush'
  | 'distrust'
  | 'close'
  | 'end'

/** The persistent store failed; the request went on without it. */
export interface StoreFaultEvent extends Told {
  readonly type: 'store-fault'
  /** What the store was asked for. */
  readonly operation: StoreOperation
  /** Name and message of what the store threw, for a line in a log; or that it took too long. */
  readonly because: string
  /** `memory`: the store is not asked again in this session. */
  readonly mode: 'persistent' | 'memory'
}

/** Why a session is current: what ended the one before. */
export type SessionCause =
  /** The page has just begun. */
  | 'start'
  | 'sign-in'
  | 'sign-out'
  /** Another tab ended it, or its rows were removed from outside. */
  | 'ended-elsewhere'
  /** `identify` found a response of another user. */
  | 'foreign-response'
  /** The origin asked for it by `Clear-Site-Data`. */
  | 'clear-site-data'

/**
 * Another session is current, or the current one is being verified, or is verified. Carries no
 * user: the client's `session` tells.
 */
export interface SessionEvent extends Told {
  readonly type: 'session'
  /** Opaque name of the part of the cache that is current now. */
  readonly partition: string
  /** Why it is current: the session's own `because`. */
  readonly because: SessionCause
  /** Is the store being asked whether the session still lasts? The session's own `verifying`. */
  readonly verifying: boolean
}

/** All that a client tells of; `type` says which it is. */
export type CacheEvent =
  | RequestEvent
  | PeekEvent
  | FailureEvent
  | WastedValidationEvent
  | FallbackEvent
  | InvalidationEvent
  | RemovalEvent
  | UpdateEvent
  | EvictionEvent
  | DamageEvent
  | ReopeningEvent
  | StoreFaultEvent
  | SessionEvent
