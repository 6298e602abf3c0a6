import { createAnswers } from './answers.ts'
import type { Arrival } from './arrival.ts'
import { changingParts } from './cache/change-named.ts'
import { checkSession } from './cache/check-session.ts'
import { withCorsFallback } from './cache/cors-fallback.ts'
import { createCredentials } from './cache/credentials.ts'
import { createExchange } from './cache/exchange.ts'
import { createFarewells } from './cache/farewells.ts'
import type { OtherTabs } from './cache/other-tabs.ts'
import { createJournal, createTeller } from './cache/journal.ts'
import { EVERYONE } from './cache/partition-name.ts'
import { openPartition } from './cache/partition.ts'
import { createPending } from './cache/pending.ts'
import type { Inspector } from './cache/tracer.ts'
import { createSessions } from './cache/session.ts'
import { type Clock, systemClock } from './clock.ts'
import { createFetch } from './create-fetch.ts'
import { UsageError } from './errors.ts'
import type { Etagged, EtaggedOptions } from './etagged.ts'
import { dehydrateParts, hydrateParts } from './hydration.ts'
import { createInvalidation } from './invalidate-target.ts'
import { createInventory, memorySize } from './inventory.ts'
import { createPeek } from './peek.ts'
import { createCallReader } from './read-call.ts'
import { createRequestReader } from './read-request.ts'
import { createRecorder } from './record-arrivals.ts'
import { absoluteUrl, createUrlResolver, ownOrigin } from './resolve-url.ts'
import { resolvePolicy } from './rules/policy.ts'
import { createStatistics } from './statistics.ts'
import { longestBody } from './stores/memory-store.ts'

/** Raised whenever the rules change so that what older rules stored must not be reused. */
const POLICY_EPOCH = 1

const MEBIBYTE = 2 ** 20

function assertUsable({ mode, headers, store, tabs }: EtaggedOptions): void {
  if (store !== undefined && typeof store.attach !== 'function') {
    throw new UsageError('`store` takes createIdbStore(), or createPersistence of a store factory')
  }
  if (tabs && typeof tabs.join !== 'function') {
    throw new UsageError('`tabs` takes createTabs(), or createTabs of a factory, or false')
  }
  if (mode !== 'shared' || headers === undefined) return
  // They may be another user's at each call, and the cache would not see it.
  throw new UsageError('A shared cache takes no `headers`: give each request its own')
}

function withDefaults(options: EtaggedOptions) {
  const { version = '', memory, random = Math.random, store, clock = systemClock } = options
  const network = networkOf(options, clock)
  const maxBytes = memory?.maxBytes ?? 16 * MEBIBYTE
  // What memory cannot hold, and no disk, need not be collected.
  const mostKept = store === undefined ? longestBody(maxBytes) : Infinity
  const maxBodyBytes = Math.min(options.maxBodyBytes ?? 8 * MEBIBYTE, mostKept)
  const epoch = `${POLICY_EPOCH} ${version}`
  return { network, maxBytes, maxBodyBytes, clock, tabs: tabsOf(options), epoch, random }
}

/** The network, watched if there are limits to heed. */
function networkOf({ fetch: given, quota }: EtaggedOptions, clock: Clock): typeof fetch {
  const network: typeof fetch = given ?? ((...args) => globalThis.fetch(...args))
  return quota?.watch(network, clock) ?? network
}

/** Who shares a disk shares it with other tabs. */
function tabsOf({ tabs, store }: EtaggedOptions): OtherTabs | undefined {
  return tabs === false ? undefined : (tabs ?? store?.tabs)
}

/**
 * Makes a client, which is a cache of its own. Its store is opened by its first use, or by `signIn`.
 *
 * @throws {@link UsageError} for options that cannot work
 */
export function createEtagged(options: EtaggedOptions = {}): Etagged {
  assertUsable(options)
  const { baseUrl, store, quota, headers, identify } = options
  const { crossOriginCacheControl = false } = options
  const { network, clock, maxBytes, maxBodyBytes, tabs, epoch, random } = withDefaults(options)
  const journal = createJournal()
  const pending = createPending(options.waitUntil)
  const urls = createUrlResolver(baseUrl)
  const ownEnds = new Set<string>()
  const shared = { store, tabs, epoch, maxBytes, clock, journal, pending, ownEnds }
  const policy = resolvePolicy(options)
  const isShared = policy.mode === 'shared'
  const sessions = createSessions<Arrival>({
    isShared,
    open: (name, after, news) => openPartition({ ...shared, name, after, news }),
    onChange({ partition, generation, because, verifying }) {
      // The URLs of a user may tell of him, too.
      urls.forget()
      const at = clock.now()
      journal.record({ type: 'session', at, generation, partition, because, verifying })
    },
  })
  const teller = createTeller(journal, clock)
  const tell: typeof teller = (generation, event) => {
    if (generation !== EVERYONE || sessions.usesEveryone) teller(generation, event)
  }
  const farewells = createFarewells({ sessions, clock, pending, tell })
  const credentials = createCredentials({ headers, baseUrl })
  const direct = createExchange({ network, credentials, clock, crossOriginCacheControl })
  const withFallback = withCorsFallback(direct, { tell, crossOriginCacheControl })
  const exchange = checkSession(withFallback, {
    identify,
    origin: ownOrigin(baseUrl),
    onForeign: ({ partition }) => farewells.endNow(partition, 'foreign-response'),
    onClear: ({ partition }, url) => farewells.request(partition, url),
    clock,
  })
  const changeNamed = changingParts(sessions)
  let inspector: Inspector | undefined
  const record = createRecorder({ journal, pending, clock, inspector: () => inspector })
  const travel = createFetch({
    exchange,
    changeNamed,
    pending,
    clock,
    random,
    maxBodyBytes,
    record(journey, inBackground, work) {
      if (!inBackground) return record(journey, inBackground, work)
      // Nobody waits for it, so nobody else attends.
      const leave = farewells.attend(journey.snapshot.partition, journey.request.url)
      return Promise.resolve(record(journey, inBackground, work)).finally(leave)
    },
    onInvalidation: (_, named, generation) =>
      tell(generation, { type: 'invalidation', urls: named, because: 'unsafe-method' }),
  })
  const readCall = createCallReader(createRequestReader(urls), policy)
  const reading = { sessions, clock, readCall, pending }
  const target = createInvalidation({
    sessions,
    changeNamed,
    resolve: (url) => absoluteUrl(url, baseUrl),
    onChange: (type, named, generation, because) =>
      tell(
        generation,
        type === 'removal' ? { type, urls: named, because: 'app' } : { type, urls: named, because },
      ),
  })
  const flush = () => Promise.all(sessions.parts().map((part) => part.flush()))

  return {
    ...createAnswers({ ...reading, travel, farewells }),
    ...createPeek({ ...reading, journal }),
    ...createInventory({ sessions, clock, policy }),
    get session() {
      return sessions.snapshot().session
    },
    quota,
    audience: isShared ? 'user' : policy.audience,
    urlOf: (url) => urls.resolve(url),
    async signIn(user) {
      // Programs without types pass undefined while they do not know yet.
      if (user === '' || user === undefined) {
        throw new UsageError("signIn needs the user's own id; pass null when nobody is signed in")
      }
      if (isShared && user !== null) {
        throw new UsageError('A shared cache has no users: make a private client for each of them')
      }
      return sessions.signIn(user)
    },
    signOut: (how) => sessions.signOut(how),
    ...target,
    dehydrate: () => dehydrateParts(sessions.parts(), epoch),
    hydrate(state) {
      sessions.enter()
      pending.track(hydrateParts(sessions.parts(), epoch, state))
    },
    stats: createStatistics(journal, () => memorySize(sessions.parts())),
    subscribe: (listener) => journal.subscribe(listener),
    inspect(given) {
      inspector = given
      return () => {
        if (inspector === given) inspector = undefined
      }
    },
    async idle() {
      await pending.idle(flush)
      await flush()
    },
    close: () => sessions.close(() => pending.idle()),
  }
}
