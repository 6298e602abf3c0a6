import type { Seconds } from './stored-response.ts'

/** What an app decides where the response leaves it open. */
export interface Policy {
  /**
   * Freshness lifetime, in seconds, of a response that names none: no max-age, Expires, no-cache or
   * no-store.
   * @default 0: always validate
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
  /**
   * Take a response that names no lifetime for fresh for a tenth of the time since its
   * `Last-Modified`, if its status or `public` allows that (RFC 9111 §4.2.2). `assumeFresh` outranks it.
   * @default false
   */
  readonly heuristicFreshness?: boolean
  /**
   * Shortens each lifetime by a part of it, at most this one and another for each stored response, so
   * that what was stored at one time does not become stale at one time. From 0 to 1; more is 1.
   * @default 0
   */
  readonly freshnessJitter?: number
  /**
   * How eagerly a fresh response is validated in the background before its lifetime ends, by chance
   * and the more likely the nearer the end: the β of XFetch (Vattani, Chierichetti, Lowenstein 2015).
   * 1 is their optimum; more is more eager, 0 or less is never.
   * @default 0: never
   */
  readonly earlyRefresh?: number
  /**
   * For whom an answer is. `'everyone'`: it is the same for all. It is asked for without cookies and
   * without the session's `headers`, and kept in a part of the cache that all users of the browser
   * share and no sign-in or sign-out touches. That goes for GET and HEAD; a request is a user's all
   * the same if it has an `Authorization` or `Cookie` field of its own, or asks for `credentials:
   * 'include'`. A shared cache has one part for all, and takes no notice.
   * @default 'user'
   */
  readonly audience?: Audience
  /**
   * May the answer be written to disk? `false`: memory alone keeps it. What the disk has under its key
   * is not read, and goes when an answer takes its place.
   * @default true
   */
  readonly persist?: boolean
}

/** One user, or all of them alike. */
export type Audience = 'user' | 'everyone'

/** Whose cache it is: one user's, or that of many (RFC 9111 §1.1). */
export type CacheMode = 'private' | 'shared'

/** The policy of a client: besides what an endpoint may decide, what holds for all of them. */
export interface ClientPolicy extends Policy {
  /**
   * `private`: one user's, in his browser or program. `shared`: of many users, on a server: then
   * `s-maxage` and `proxy-revalidate` count, `private` is not stored, and an answer to a request
   * with `Authorization` only if it says that it may be (RFC 9111 §3.5); and `signIn` refuses users.
   * @default 'private'
   */
  readonly mode?: CacheMode
  /**
   * Do a request's `max-age`, `min-fresh`, `no-cache` and `Pragma` make the cache validate? They are
   * advisory (RFC 9111 §5.2.1): on a server, any client could switch the cache off by them.
   * @default true in a private cache, false in a shared one
   */
  readonly obeyRequestDirectives?: boolean
}

/** A policy that leaves nothing to defaults: what the rules go by. */
export type ResolvedPolicy = Readonly<Required<ClientPolicy>>

/** What says for how many users a cache is. */
export type UsedBy = Pick<ResolvedPolicy, 'mode' | 'audience'>

/** Is what is stored for more than one user? (RFC 9111 §1.1) */
export function isOfMany({ mode, audience }: UsedBy): boolean {
  return mode === 'shared' || audience === 'everyone'
}

const DAY = 24 * 3600

/** Private, cautious, and without chance. */
export const defaultPolicy: ResolvedPolicy = {
  assumeFresh: 0,
  discardAfter: 7 * DAY,
  staleIfError: 0,
  storeErrors: false,
  heuristicFreshness: false,
  freshnessJitter: 0,
  earlyRefresh: 0,
  audience: 'user',
  persist: true,
  mode: 'private',
  obeyRequestDirectives: true,
}

/** The client's policy with its defaults. Other options among them are left out. */
export function resolvePolicy(options: ClientPolicy): ResolvedPolicy {
  const obeyRequestDirectives = options.mode !== 'shared'
  return overriddenBy({ ...defaultPolicy, obeyRequestDirectives }, options)
}

/** The policy with what is given in its place; what is `undefined` is not given. */
export function overriddenBy(policy: ResolvedPolicy, given: ClientPolicy): ResolvedPolicy {
  const resolved: Record<string, unknown> = { ...policy }
  for (const name of Object.keys(policy) as (keyof ClientPolicy)[]) {
    const value = given[name] ?? undefined
    if (value !== undefined) resolved[name] = value
  }
  return resolved as ResolvedPolicy
}
