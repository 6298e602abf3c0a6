import type { Seconds } from './stored-response.ts'

/** What an app decides where the response leaves it open. */
export interface Policy {
  /**
   * Freshness lifetime of a response that names none: no max-age, Expires, no-cache or no-store.
   * @default 0 seconds: always validate
   */
  readonly assumeFresh?: Seconds
  /**
   * Seconds since the last 200 or 304 after which a stored response is removed: it is then neither
   * served nor used to validate. API guides call this a TTL.
   * @default 604800 (7 days)
   */
  readonly discardAfter?: Seconds
  /**
   * Seconds past its freshness for which a stored response may answer `fetch` when the origin
   * fails, unless the response itself forbids stale use (RFC 5861 §4).
   * @default 0
   */
  readonly staleIfError?: Seconds
  /**
   * Keep answers other than 2xx as well, as RFC 9111 §3 allows.
   * @default false
   */
  readonly storeErrors?: boolean
}

export type ResolvedPolicy = Required<Policy>

const DAY = 24 * 3600

/** The policy with its defaults; what is given later wins. */
export function resolvePolicy(...policies: readonly (Policy | undefined)[]): ResolvedPolicy {
  const resolved = { assumeFresh: 0, discardAfter: 7 * DAY, staleIfError: 0, storeErrors: false }
  for (const policy of policies) {
    resolved.assumeFresh = policy?.assumeFresh ?? resolved.assumeFresh
    resolved.discardAfter = policy?.discardAfter ?? resolved.discardAfter
    resolved.staleIfError = policy?.staleIfError ?? resolved.staleIfError
    resolved.storeErrors = policy?.storeErrors ?? resolved.storeErrors
  }
  return resolved
}
