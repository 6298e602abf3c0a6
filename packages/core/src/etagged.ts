import type { Identify } from './cache/check-session.ts'
import type { CredentialHeaders } from './cache/credentials.ts'
import type { CacheEventListener } from './cache/journal.ts'
import type { Session } from './cache/session.ts'
import type { OtherTabs } from './cache/other-tabs.ts'
import type { Persistence } from './cache/persistence.ts'
import type { Quota } from './cache/quota.ts'
import type { Inspector } from './cache/tracer.ts'
import type { Clock } from './clock.ts'
import type { InvalidateOptions, Target } from './invalidate-target.ts'
import type { Inventory } from './inventory.ts'
import type { Audience, ClientPolicy, Policy } from './rules/policy.ts'
import type { Schema } from './schema.ts'
import type { Answer } from './serve-data.ts'
import type { Stats } from './statistics.ts'

/**
 * What {@link createEtagged} takes. The client's policy is among it: it holds unless an endpoint or
 * a call says otherwise.
 */
export interface EtaggedOptions extends ClientPolicy {
  /**
   * Prefix of relative URLs, such as `/api` or `https://api.example.com/v1`. Its origin is the only
   * one to which `headers` are sent.
   * @default the page's own origin
   */
  readonly baseUrl?: string
  /**
   * Goes to the network.
   * @default the global `fetch`, looked up at each call
   */
  readonly fetch?: typeof fetch
  /**
   * Keeps responses beyond the page's life, and joins the tabs that share them: `createIdbStore()` of
   * `@etagged/idb`, or `createPersistence` of `@etagged/core/persistence` and a store factory of yours.
   * @default none: memory only
   */
  readonly store?: Persistence
  /**
   * The tier in memory; `maxBytes` is its limit in bytes, and once more that of what is everyone's (`audience`).
   * @default 16777216 (16 MiB)
   */
  readonly memory?: { readonly maxBytes?: number }
  /**
   * Namespace of the app's own making: responses stored under another version are never read.
   * Change it when a schema's meaning changes.
   * @default '' (none)
   */
  readonly version?: string
  /**
   * The longest body that `fetch` collects for the store while its caller reads it, in bytes. What is
   * longer streams through, unkept.
   * @default 8 MiB, or without a store what `memory.maxBytes` can hold of one body, if that is less
   */
  readonly maxBodyBytes?: number
  /**
   * Tells the time, and waits: another one for tests.
   * @default the machine's own
   */
  readonly clock?: Clock
  /**
   * Hears of each piece of work that goes on after its caller was answered: a validation in the
   * background, a write to the store. A server or a service worker hands it to its platform's own
   * `waitUntil`, so as not to be stopped before it is done.
   * @default nobody hears
   */
  readonly waitUntil?: (work: Promise<unknown>) => void
  /** A number from 0 to below 1, for `earlyRefresh`. @default Math.random */
  readonly random?: () => number
  /**
   * The fields that prove who the user is, such as `authorization`. For `Vary` they count as the
   * partition's: when one of them changes that is not the user's, as a language, say so by the
   * request's own fields, or `invalidate`. A shared cache takes none.
   * @default none
   */
  readonly headers?: CredentialHeaders
  /**
   * Joins the tabs of a user, so that a sign-out, a write and an answer in one are known in all:
   * `createTabs()` of `@etagged/core/tabs`. `false`: this page is alone.
   * @default what comes with the store: the browser's own channels and locks. Without a store this
   *   page is alone: what it holds it forgets only when it comes back from the back-forward cache
   */
  readonly tabs?: OtherTabs | false
  /**
   * Heeds the origin's rate limits: `createQuota()` of `@etagged/core/quota`. Queries of
   * `@etagged/react` then wait for their turn; whoever calls `fetch` and `json` never waits, and is counted.
   * @default none: nothing is counted
   */
  readonly quota?: Quota
  /**
   * Tells whose a response is. One that is another user's is not stored, its call rejects with
   * {@link SessionEndedError}, and the session of a user ends as by `signOut`: so a page notices that its
   * cookies have become another's. Before the first `signIn`, what is a user's is served and not
   * stored. What it throws reaches the caller.
   * @default nobody asks
   */
  readonly identify?: Identify
  /**
   * Sends `Cache-Control: max-age=0` with conditional requests to other origins, too, which must
   * name `Cache-Control` in `Access-Control-Allow-Headers`. Without it `fetch` adds `no-cache`, and
   * many servers then answer with all of an unchanged body.
   * @default false: only to the page's own origin
   */
  readonly crossOriginCacheControl?: boolean
}

/** What `fetch` takes, and how the answer is read, judged and tagged. */
export interface JsonInit<T> extends RequestInit {
  /**
   * Checks, and may transform, the data before they are kept. A stored body that it refuses is a miss.
   * @default none: any JSON will do
   */
  readonly schema?: Schema<T>
  /** Overrides the client's policy for this request. @default the client's own */
  readonly policy?: Policy
  /**
   * What `invalidate({ tag })` and `remove({ tag })` find the stored response by, also told by its
   * data: at most 128 texts of 1 to 256 characters. An answer whose tags a function does not tell is
   * not stored. `peek` takes no notice.
   * @default those that an earlier call gave to what it replaces
   */
  readonly tags?: readonly string[] | ((data: T) => readonly string[])
}

/** The client: one cache for one page, for one user at a time. */
export interface Etagged extends Inventory {
  /**
   * `fetch` with an HTTP cache (RFC 9111); its responses carry `Cache-Status` (RFC 9211).
   *
   * @throws {@link SessionEndedError} when the session ended meanwhile, {@link BodyError} for an answer with
   *   `Clear-Site-Data` whose body does not end within 5 s, TypeError as `fetch` does for a call
   *   that is wrong, and what the network throws
   */
  readonly fetch: typeof fetch
  /**
   * A JSON answer as data. A hit and a 304 give the same object as before.
   *
   * @throws {@link StatusError} for an answer that is not 2xx, {@link BodyError} for a body that is not
   *   the data asked for, and where `fetch` has one, {@link SessionEndedError} when the session ended
   *   meanwhile, {@link UsageError} for a URL that cannot be resolved and for what cannot be tags, and
   *   what the network throws
   */
  json<T = unknown>(input: RequestInfo | URL, init?: JsonInit<T>): Promise<Answer<T>>
  /**
   * What is stored, however old, from memory or disk. Never the network. `undefined`: nothing is, or
   * nothing that the schema takes.
   *
   * @throws {@link SessionEndedError} when the session ended meanwhile, {@link UsageError} for a URL that
   *   cannot be resolved
   */
  peek<T = unknown>(input: RequestInfo | URL, init?: JsonInit<T>): Promise<Answer<T> | undefined>
  /**
   * The same from memory alone and at once, of which no event tells. `undefined` also for a schema that
   * is asynchronous, and while a page that has slept asks whether its session lasts.
   *
   * @throws {@link UsageError} for a URL that cannot be resolved
   */
  peekMemory<T = unknown>(input: RequestInfo | URL, init?: JsonInit<T>): Answer<T> | undefined
  /** Whose cache it is now; replaced whenever that changes, as a `session` event tells. */
  readonly session: Session
  /** For whom answers are, unless an endpoint or a call says otherwise. */
  readonly audience: Audience
  /** What the client was given as `quota`. */
  readonly quota: Quota | undefined
  /**
   * The URL for what `fetch` and `json` are called with, as events name it: absolute, without a
   * fragment. @throws {@link UsageError} for one that cannot be resolved
   */
  urlOf(url: string): string
  /**
   * Tells who the user is, by an id that is his for ever (an account's address or id, never a
   * token); `null`: nobody. Another user than before signs the former out; from the call on nothing
   * of it is read or kept. Resolves as `signOut` does.
   *
   * @throws {@link UsageError} for an empty id, and for a user of a shared cache
   */
  signIn(user: string | null): Promise<Session>
  /**
   * Ends the user's session: in this tab at once, in the others when they hear of it or wake.
   * Resolves when nothing of it can be read from disk; or after 1 s, if the store fails or does not
   * answer: then a `store-fault` event of the operation `end` says so. With `keep` his responses
   * stay on disk, for him alone: nobody reads them before he signs in again. When nobody is signed
   * in, what is stored stays.
   */
  signOut(options?: { readonly keep?: boolean }): Promise<void>
  /**
   * What the target names must be validated before its next use, the session's and everyone's.
   * Resolves when the disk knows.
   *
   * @throws {@link UsageError} for a URL that cannot be resolved
   */
  invalidate(target: Target, options?: InvalidateOptions): Promise<void>
  /**
   * Forgets what the target names, the session's and everyone's. Resolves when the disk has.
   *
   * @throws {@link UsageError} for a URL that cannot be resolved
   */
  remove(target: Target | 'all'): Promise<void>
  /**
   * What memory holds of the session and for everyone, as plain data that JSON can carry: for `hydrate`
   * of another page. Bodies that are no text stay behind.
   */
  dehydrate(): unknown
  /**
   * Takes over what `dehydrate` gave elsewhere, if it is this session's user's, or everyone's.
   * Untrusted: what is malformed, or older than what is here or than a `remove` here that named it, is
   * dropped.
   */
  hydrate(state: unknown): void
  /** Counts since the client was made, over all sessions, as plain data of this moment. */
  stats(): Stats
  /** Hears of every decision; the returned function ends that. */
  subscribe(listener: CacheEventListener): () => void
  /**
   * From now on tells how each request travels that begins: `createInspector` of
   * `@etagged/core/inspect`. One inspector at a time: another takes its place. While there is none
   * nothing is measured. The returned function ends it.
   */
  inspect(inspector: Inspector): () => void
  /** Resolves when no background work is left: validations, and writes to disk. */
  idle(): Promise<void>
  /**
   * Lets go of everything; what is on disk stays. Afterwards `fetch`, `json`, `peek`, `signIn`,
   * `signOut`, `invalidate`, `remove` and `hydrate` fail with a {@link UsageError}.
   */
  close(): Promise<void>
}
