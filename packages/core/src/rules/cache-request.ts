import { type Directives, directivesOf } from '../http/cache-control.ts'
import { type Fields, fieldValue } from '../http/fields.ts'

/**
 * It is not HTTP that is asked for; the body's integrity must be checked; or the page's mode lets it
 * see less than what is stored (Fetch standard §2.2.5).
 */
export type NetworkOnly = 'scheme' | 'integrity' | 'mode'

/** A request as the rules see it. */
export interface CacheRequest {
  /** Upper case. */
  readonly method: string
  /** Absolute, without a fragment. */
  readonly url: string
  /** What the caller set; the session's own credentials are not among them. */
  readonly fields: Fields
  /** Whether cookies go along: a part of the cache key. */
  readonly credentials: RequestCredentials
  /** What the caller says to the cache by it, `fetch` understands (Fetch standard §2.2.5). */
  readonly cache: RequestCache
  /** A stored redirection answers `manual` alone. */
  readonly redirect: RequestRedirect
  /** Why only the network can answer, whatever the fields say; absent: no reason. */
  readonly networkOnly?: NetworkOnly | undefined
  /** May a stale response be served by stale-while-revalidate or stale-if-error? */
  readonly allowStale: boolean
}

const none: Directives = new Map()
const noCache: Directives = new Map([['no-cache', true]])

/**
 * The request's cache directives (RFC 9111 §5.2.1). Without them `Pragma: no-cache` is `no-cache`, and
 * nothing else in `Pragma` means anything (§5.4).
 */
export function requestDirectives(request: CacheRequest): Directives {
  if (request.fields.length === 0) return none
  const cacheControl = fieldValue(request.fields, 'cache-control')
  if (cacheControl !== undefined) return directivesOf(cacheControl)
  return directivesOf(fieldValue(request.fields, 'pragma')).has('no-cache') ? noCache : none
}
