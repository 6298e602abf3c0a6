import type { Arrival } from './arrival.ts'
import { type CredentialHeaders, createCredentials } from './cache/credentials.ts'
import { readData } from './cache/data.ts'
import { createExchange } from './cache/exchange.ts'
import { type CacheEventListener, createJournal } from './cache/journal.ts'
import type { Inspect } from './cache/lookup.ts'
import { openPartition } from './cache/partition.ts'
import { createPending } from './cache/pending.ts'
import { createSessions, type Session } from './cache/session.ts'
import { type Clock, systemClock } from './clock.ts'
import { createFetch } from './create-fetch.ts'
import { createInvalidation, type Target } from './invalidate-target.ts'
import { UsageError } from './errors.ts'
import { fieldValue } from './http/fields.ts'
import { createPeek } from './peek.ts'
import { createRequestReader } from './read-request.ts'
import { absoluteUrl, createUrlResolver } from './resolve-url.ts'
import { createRecorder } from './record-arrivals.ts'
import { type Policy, resolvePolicy } from './rules/policy.ts'
import type { Schema } from './schema.ts'
import { type Answer, serveData } from './serve-data.ts'
import { serveResponse } from './serve-response.ts'
import { createStatistics, type Stats } from './statistics.ts'
import type { StoreFactory } from './stores/response-store.ts'

/** Raised whenever the rules change so that what older rules stored must not be reused. */
const POLICY_EPOCH = 1

const MEBIBYTE = 2 ** 20

export interface EtaggedOptions extends Policy {
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
   * Keeps responses beyond the page's life, such as `createIdbStore()` of `@etagged/idb`.
   * @default none: memory only
   */
  readonly store?: StoreFactory
  /** The tier in memory; `maxBytes` is its limit. @default 16 MiB */
  readonly memory?: { readonly maxBytes?: number }
  /**
   * Namespace of the app's own making: responses stored under another version are never read.
   * Change it when a schema's meaning changes.
   */
  readonly version?: string
  /** @default the system clock */
  readonly clock?: Clock
  /** The fields that prove who the user is, such as `authorization`. */
  readonly headers?: CredentialHeaders
}

export interface JsonInit<T> extends RequestInit {
  /** Checks, and may transform, the data before they are kept. A stored body that it refuses is a miss. */
  readonly schema?: Schema<T>
  /** Overrides the client's policy for this request. */
  readonly policy?: Policy
}

/** The client: one cache for one page, for one user at a time. */
export interface Etagged {
  /** `fetch` with a private HTTP cache (RFC 9111); its responses carry `Cache-Status` (RFC 9211). */
  readonly fetch: typeof fetch
  /**
   * A JSON answer as data. A hit and a 304 give the same object as before.
   *
   * @throws StatusError for an answer that is not 2xx, BodyError for a body that is not the data
   *   asked for, SessionEndedError when the session ended meanwhile, and what the network throws
   */
  json<T = unknown>(input: RequestInfo | URL, init?: JsonInit<T>): Promise<Answer<T>>
  /** What is stored, however old, from memory or disk. Never the network. */
  peek<T = unknown>(input: RequestInfo | URL, init?: JsonInit<T>): Promise<Answer<T> | undefined>
  /** What memory holds, at once. */
  peekMemory<T = unknown>(input: RequestInfo | URL, init?: JsonInit<T>): Answer<T> | undefined
  readonly session: Session
  /**
   * Tells who the user is, by an id that is his for ever (an account's address or id, never a
   * token); `null`: nobody. Another user than before signs the former out; from the call on nothing
   * of it is read or kept. Resolves as `signOut` does.
   */
  signIn(user: string | null): Promise<Session>
  /**
   * Ends the user's session. Resolves when nothing of it is left on disk; or after 1 s, if the store
   * fails or does not answer: then a `store-fault` event of the operation `end` says so.
   */
  signOut(): Promise<void>
  /** What the target names must be validated before its next use. */
  invalidate(target: Target): Promise<void>
  /** Forgets what the target names. */
  remove(target: Target | 'all'): Promise<void>
  stats(): Stats
  /** Hears of every decision; the returned function ends that. */
  subscribe(listener: CacheEventListener): () => void
  /** Resolves when no background work is left: validations, and writes to disk. */
  idle(): Promise<void>
  /** Lets go of everything; what is on disk stays. */
  close(): Promise<void>
}

/** Makes a client. @throws UsageError for options that cannot work */
export function createEtagged(options: EtaggedOptions = {}): Etagged {
  const { baseUrl, store, version = '', clock = systemClock, headers } = options
  const network: typeof fetch = options.fetch ?? ((...args) => globalThis.fetch(...args))
  const maxBytes = options.memory?.maxBytes ?? 16 * MEBIBYTE
  const epoch = `${POLICY_EPOCH} ${version}`
  const journal = createJournal()
  const pending = createPending()
  const urls = createUrlResolver(baseUrl)
  const sessions = createSessions<Arrival>({
    open: (name, after) => openPartition({ name, store, epoch, maxBytes, clock, journal, after }),
    onChange({ partition, generation }) {
      // The URLs of a user may tell of him, too.
      urls.forget()
      journal.record({ type: 'session', at: clock.now(), generation, partition })
    },
  })
  const credentials = createCredentials({ headers, baseUrl })
  const exchange = createExchange({ network, credentials, clock })
  const travel = createFetch({
    exchange,
    pending,
    clock,
    record: createRecorder(journal, clock),
    onInvalidation: (named, generation) =>
      journal.record({
        type: 'invalidation',
        at: clock.now(),
        generation,
        urls: named,
        because: 'unsafe-method',
      }),
  })
  const readRequest = createRequestReader(urls)
  const policyOf = (policy: Policy | undefined) => resolvePolicy(options, policy)
  const peek = createPeek({ sessions, clock, journal, pending, readRequest, policyOf })
  const target = createInvalidation({ sessions, resolve: (url) => absoluteUrl(url, baseUrl) })

  return {
    async fetch(input, init) {
      const request = readRequest(input, init, true)
      const snapshot = sessions.snapshot()
      const policy = policyOf(undefined)
      const arrival = await travel({ request, snapshot, policy, inspect: inspectDeclaredJson })
      snapshot.partition.assertOpen()
      return serveResponse(arrival, clock.now())
    },
    async json<T>(input: RequestInfo | URL, jsonInit: JsonInit<T> = {}) {
      const { schema, policy, ...init } = jsonInit
      const request = readRequest(input, init, false)
      const snapshot = sessions.snapshot()
      const resolved = policyOf(policy)
      const inspect: Inspect = ({ body }, previous) => readData(body, schema, previous)
      const arrival = await travel({ request, snapshot, policy: resolved, inspect })
      const reader = { schema, policy: resolved, now: clock.now(), request }
      const answer = await serveData(arrival, reader)
      snapshot.partition.assertOpen()
      return answer as Answer<T>
    },
    ...peek,
    get session() {
      return sessions.snapshot().session
    },
    async signIn(user) {
      // Programs without types pass undefined while they do not know yet.
      if (user === '' || user === undefined) {
        throw new UsageError("signIn needs the user's own id; pass null when nobody is signed in")
      }
      return sessions.signIn(user)
    },
    signOut: () => sessions.signOut(),
    async invalidate(named) {
      const { generation } = sessions.snapshot().session
      const meant = await target.invalidate(named)
      const at = clock.now()
      journal.record({ type: 'invalidation', at, generation, urls: meant, because: 'app' })
    },
    remove: (named) => target.remove(named),
    stats: createStatistics(journal, () => sessions.snapshot().partition.memory.size()),
    subscribe: (listener) => journal.subscribe(listener),
    idle: () => pending.idle(),
    close: () => sessions.close(() => pending.idle()),
  }
}

/** A body that says it is JSON and is not was cut or garbled on its way: it is not kept. */
const inspectDeclaredJson: Inspect = ({ fields, body }, previous) =>
  /[/+]json\b/i.test(fieldValue(fields, 'content-type') ?? '')
    ? readData(body, undefined, previous)
    : { usable: true, data: undefined }
