import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'

/**
 * How much a request is wanted. `now`: somebody looks at nothing, or asked for it by hand, and it
 * goes without waiting; `visible`: what somebody looks at gets younger; `background`: nobody looks;
 * `hidden`: nor at the page.
 */
export type Urgency = 'now' | 'visible' | 'background' | 'hidden'

/** A request that may have to wait for the origin's rate limit. */
export interface Turn {
  /** Upper case. */
  readonly method: string
  /** Absolute. */
  readonly url: string
  /** The path of its endpoint, such as `/coins/:mint`: requests of one path share a bucket. */
  readonly path: string
  /**
   * Asked again whenever somebody can go, and at each `look`: what is looked at changes while others
   * wait. What it throws, `turn` rejects with.
   */
  readonly urgency: () => Urgency
  /** Ends the waiting: the promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined
}

/** What is known of one of the origin's budgets. */
export interface QuotaBucket {
  /** As `bucketOf` of `createQuota` names it; by default method, origin and path. */
  readonly name: string
  /** Requests a window; `undefined`: the origin did not say. */
  readonly limit: number | undefined
  /** Requests left in this window, those under way taken off; infinite: there is no limit that is known. */
  readonly remaining: number
  /** When the window ends, in seconds since the epoch. If that has passed, the next request begins one. */
  readonly resetAt: Seconds
  /** Requests that wait for their turn. */
  readonly waiting: number
}

/** The rate limits of the origins: made by `createQuota` of `@etagged/core/quota`. */
export interface Quota {
  /** For core alone: counts what goes to the network, and reads what the origin says of its limits. */
  readonly watch: (network: typeof fetch, clock: Clock) => typeof fetch
  /**
   * Resolves when the request may go; what it resolves to is to be called when it has ended, else the
   * turn counts for 30 s. Rejects with the signal's reason when that aborts before.
   */
  turn(turn: Turn): Promise<() => void>
  /** To be called when something that waits has become more urgent: else that is seen when somebody may go. */
  look(): void
  /** Seconds between requests by which the rest of the window lasts; 0: as often as one likes. */
  paceOf(url: string, method?: string): Seconds
  /** What is known of each budget now, that of the last request last. Plain data. */
  buckets(): readonly QuotaBucket[]
  /** Hears when a bucket changes, but not that time passes; the returned function ends that. */
  subscribe(listener: () => void): () => void
}
