import type { Phase } from '../cache/tracer.ts'
import type { Fields } from '../http/fields.ts'
import type { Seconds, StoredBody } from '../rules/stored-response.ts'

interface Traced {
  /** The request: a number of its own, which is the `id` of its event, too. */
  readonly request: number
}

/** A request has begun. */
export interface BegunTrace extends Traced {
  readonly type: 'begun'
  /** Seconds since the epoch. */
  readonly at: Seconds
  /** Of the session that it is about, as in events. */
  readonly generation: string
  /** Upper case. */
  readonly method: string
  /** Absolute, without a fragment. */
  readonly url: string
  /** A validation for which no caller waits (RFC 5861 §3). */
  readonly inBackground: boolean
}

/** A phase is over. A request may have several of a kind. */
export interface PhaseTrace extends Traced {
  readonly type: 'phase'
  /** What the time was spent on. */
  readonly phase: Phase
  /** Seconds since the request began. */
  readonly began: Seconds
  /** Seconds. */
  readonly duration: Seconds
}

/**
 * A rule decided what is next, in the words of `decideReuse` and `decideValidation` of
 * `@etagged/core/rules`; `bypass`: the store is not asked.
 */
export interface DecidedTrace extends Traced {
  readonly type: 'decided'
  /** What is done now, such as `validate`. */
  readonly kind: string
  /** The reason, in one word, such as `stale`. */
  readonly because: string
}

/** What went to the network. */
export interface SentTrace extends Traced {
  readonly type: 'sent'
  /** Names in lower case. The value of what proves or keeps an identity is `(redacted)`. */
  readonly fields: Fields
}

/** The head of what came from there. */
export interface ReceivedTrace extends Traced {
  readonly type: 'received'
  /** Of the answer, 304 among them. */
  readonly status: number
  /** As those that were sent. */
  readonly fields: Fields
}

/**
 * A full response takes the place of another one, or of none. These are the cache's own objects and
 * they hold what a user may read: whoever keeps them lets go of them when the session ends.
 */
export interface ReplacedTrace extends Traced {
  readonly type: 'replaced'
  /** What was stored until now; `undefined`: nothing was. */
  readonly former: StoredBody | undefined
  /** What is stored from now on. */
  readonly body: StoredBody
}

/** How a request travels, told as it happens. */
export type Trace =
  | BegunTrace
  | DecidedTrace
  | PhaseTrace
  | SentTrace
  | ReceivedTrace
  | ReplacedTrace
