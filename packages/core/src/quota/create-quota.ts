import type { Quota } from '../cache/quota.ts'
import type { Clock } from '../clock.ts'
import { UsageError } from '../errors.ts'
import { defaultTabs } from '../tabs/browser-tabs.ts'
import type { Hash } from '../tabs/messages.ts'
import type { Tabs, TabsFactory } from '../tabs/tabs.ts'
import { type Bucket, createBucket } from './bucket.ts'
import { createBucketNames, type NamedRequest } from './bucket-names.ts'
import { type Message, parseMessage } from './messages.ts'

/** What {@link createQuota} takes. */
export interface QuotaOptions {
  /**
   * Names the budget that a request takes from. The name leaves this page only as a hash.
   * @default method, origin and path of the endpoint; for a URL that is of none, its own path
   */
  readonly bucketOf?: (request: { method: string; url: string }) => string
  /** Endpoints whose paths are known from the beginning; others become known by their first turn. */
  readonly endpoints?: readonly { readonly path: string }[]
  /** Whether a 304 that tells of no limit took a request from it. @default true */
  readonly notModifiedCosts?: boolean
  /**
   * The share of each limit, and one request at least, that refreshes leave for what is wanted now.
   * Of what nobody looks at it is a quarter at least, of a hidden page's a half. In the last tenth of
   * a window nothing is kept.
   * @default 0.1
   */
  readonly reserve?: number
  /**
   * Joins the tabs that have a budget in common; `false`: this page shares it with nobody.
   * @default the browser's channels and locks, in windows and workers; elsewhere a program is alone
   */
  readonly tabs?: TabsFactory | false
}

/** Of so many buckets the ones not used for the longest time are forgotten, if they are idle. */
const MOST_BUCKETS = 256

/**
 * Heeds the rate limits that origins tell of: makes refreshes wait, and leaves room for what somebody
 * waits for.
 *
 * @throws UsageError for options that cannot work
 * @example
 * createEtagged({ quota: createQuota() })
 */
export function createQuota(options: QuotaOptions = {}): Quota {
  const { endpoints = [], notModifiedCosts = true, reserve = 0.1 } = options
  assertUsable(options)
  const names = createBucketNames(endpoints)
  const bucketOf = options.bucketOf ?? names.of
  const buckets = new Map<string, Bucket>()
  /** What other tabs told last, also of buckets that this one does not use yet. */
  const overheard = new Map<Hash, Message>()
  const listeners = new Set<() => void>()
  let clock: Clock | undefined
  let tabs: Tabs | undefined

  function bucketFor(given: Clock, request: NamedRequest): Bucket {
    const name = bucketOf(request)
    const bucket = buckets.get(name) ?? open(name, request, given)
    // The one that was used last comes last.
    buckets.delete(name)
    for (const [oldest, { isIdle }] of buckets) {
      if (buckets.size < MOST_BUCKETS) break
      if (isIdle()) buckets.delete(oldest)
    }
    buckets.set(name, bucket)
    return bucket
  }

  function open(name: string, { method, url }: NamedRequest, given: Clock): Bucket {
    const shared = { reserve, notModifiedCosts, tabs, onChange }
    const bucket = createBucket({ ...shared, name, first: { method, url }, clock: given })
    const message = overheard.get(bucket.hash)
    if (message) bucket.hear(message)
    return bucket
  }

  /** What was told of a URL whose path has become known since is true of that path. */
  function gather({ first, view, isIdle }: Bucket, given: Clock): void {
    const told = view()
    if (bucketOf(first) === told.name || !names.isOwn(told.name, first)) return
    // What is under way has yet to be told.
    if (isIdle()) buckets.delete(told.name)
    bucketFor(given, first).hear(told)
  }

  /** Each by itself: what one of them throws reaches its author, and nobody else. */
  function onChange(): void {
    for (const listener of listeners) queueMicrotask(listener)
  }

  function join(): Tabs | undefined {
    try {
      const factory = options.tabs ?? defaultTabs()
      return factory ? factory({ partition: 'quota', onMessage: hear, onWake() {} }) : undefined
    } catch {
      // Tabs save requests: who cannot join them is alone.
      return undefined
    }
  }

  function hear(data: unknown): void {
    const message = parseMessage(data)
    if (message === undefined) return
    if (overheard.size >= MOST_BUCKETS) overheard.clear()
    overheard.set(message.bucket, message)
    for (const bucket of buckets.values()) if (bucket.hash === message.bucket) bucket.hear(message)
  }

  return {
    watch(network, given) {
      if (clock === undefined) tabs = join()
      const timing = (clock ??= given)
      return async (input, init) => {
        const request = sentRequest(input, init)
        // Others cost no server anything.
        if (!/^https?:/.test(request.url)) return network(input, init)
        const bucket = bucketFor(timing, request)
        const arrive = bucket.depart(request.url)
        let response: Response | undefined
        try {
          response = await network(input, init)
          return response
        } finally {
          arrive(response)
          gather(bucket, timing)
        }
      }
    },
    async turn(turn) {
      turn.signal?.throwIfAborted()
      // Of a client that does not watch nothing is known.
      if (clock === undefined) return () => undefined
      if (names.learn(turn.path)) for (const bucket of buckets.values()) gather(bucket, clock)
      const bucket = bucketFor(clock, turn)
      return turn.urgency() === 'now' ? bucket.permit(turn.url, false) : bucket.wait(turn)
    },
    look() {
      for (const bucket of buckets.values()) bucket.look()
    },
    paceOf: (url, method = 'GET') => buckets.get(bucketOf({ method, url }))?.pace() ?? 0,
    buckets: () => Array.from(buckets.values(), (bucket) => bucket.view()),
    subscribe(listener) {
      // A wrapper makes two subscriptions of one function two subscriptions.
      const subscription = (): void => listener()
      listeners.add(subscription)
      return () => {
        listeners.delete(subscription)
      }
    },
  }
}

function assertUsable({ reserve = 0, tabs = false }: QuotaOptions): void {
  if (!(reserve >= 0 && reserve <= 1)) {
    throw new UsageError('createQuota takes as reserve a share of the limit: a number from 0 to 1')
  }
  if (tabs !== false && typeof tabs !== 'function') {
    throw new UsageError('createQuota takes as tabs a function that joins the tabs, or false')
  }
}

function sentRequest(input: RequestInfo | URL, init: RequestInit | undefined): NamedRequest {
  const { url, method } =
    typeof input === 'object' && 'url' in input ? input : { url: String(input), method: 'GET' }
  return { url, method: (init?.method ?? method).toUpperCase() }
}
