import { type Etagged, type Session, SessionEndedError, UsageError } from '@etagged/core'
import { hashKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { noteReset } from './first-data.ts'
import { forgetSoon } from './forget-mutations.ts'
import { forgetScope } from './forget-queries.ts'
import { keepInvalidated } from './invalidate-query.ts'
import { followNews } from './news.ts'
import { onSessionEnd } from './on-session-end.ts'
import { KEY } from './query-key.ts'
import { setOwner } from './query-owner.ts'
import { sourceOf } from './query-source.ts'
import { shouldRetry } from './retry.ts'
import { scopeOf } from './session-scope.ts'
import { listenForReturns } from './spread.ts'
import { staleTimeOf } from './stale-time.ts'

/** Which cache a QueryClient's queries ask. */
interface Connection {
  readonly client: Etagged
  /** The one session that the QueryClient serves; absent: whichever is open. */
  readonly generation: string | undefined
}

const connections = new WeakMap<QueryClient, Connection>()

/**
 * Lets the queries of `query()` find their cache in this QueryClient. {@link EtaggedProvider} does it for
 * you; call it yourself where there is no provider: loaders, tests, scripts.
 *
 * From then on the hash of those queries' keys contains the session's partition and generation, so
 * that no two users' queries are ever the same query. Those of a session that ends are removed, and
 * all mutations, the app's own, too: what they were called with was his. Where nobody was known, it
 * was nobody's, and they stay.
 *
 * @throws UsageError when the QueryClient is connected to another cache
 */
export function connect(queryClient: QueryClient, client: Etagged): void {
  if (connections.get(queryClient)?.client === client) return
  connectAs(queryClient, { client, generation: undefined }, () => scopeOf(client.session))
  followNews(queryClient.getQueryCache(), client)
  forgetEnded(queryClient, client)
}

function forgetEnded(queryClient: QueryClient, client: Etagged): void {
  onSessionEnd(client, client.session, (ended) => {
    forgetSoon(queryClient, ended, () => forgetScope(queryClient, scopeOf(ended)))
    forgetEnded(queryClient, client)
  })
}

/**
 * Connects a QueryClient that serves one session only, and nothing after it. The returned function
 * ends what it added to the QueryCache.
 */
export function connectSession(
  queryClient: QueryClient,
  client: Etagged,
  session: Session,
): () => void {
  const scope = scopeOf(session)
  return connectAs(queryClient, { client, generation: session.generation }, () => scope)
}

/**
 * @throws UsageError when the QueryClient was not connected, SessionEndedError when the session that
 *   it serves has ended: a late callback must not ask in the next user's name
 */
export function clientOf(queryClient: QueryClient): Etagged {
  const connection = connections.get(queryClient)
  if (connection === undefined) {
    throw new UsageError(
      'This QueryClient knows no cache: render inside <EtaggedProvider>, or call connect(queryClient, client)',
    )
  }
  const { client, generation = client.session.generation } = connection
  if (client.session.generation !== generation) throw new SessionEndedError()
  return client
}

function connectAs(
  queryClient: QueryClient,
  connection: Connection,
  scope: () => string,
): () => void {
  if (connections.has(queryClient)) {
    throw new UsageError(
      'This QueryClient is connected to another cache: make a QueryClient for each of them',
    )
  }
  connections.set(queryClient, connection)
  const { client } = connection
  setDefaults(queryClient, scope)
  const queryCache = queryClient.getQueryCache()
  listenForReturns(queryCache)
  return queryCache.subscribe((event) => {
    keepInvalidated(event)
    noteReset(event)
    if (event.type !== 'added') return
    const query = event.query as unknown as Query
    if (query.queryKey[0] !== KEY) return
    // A late callback of an ended session: what it writes belongs to nobody any more.
    if (!query.queryHash.startsWith(scopeOf(client.session))) queryCache.remove(query)
    else adopt(query, client)
  })
}

/**
 * What holds for etagged's queries unless the app, or the query itself, says otherwise. The app may set
 * defaults at any time, for these keys, too: the scope must outlast that.
 */
function setDefaults(queryClient: QueryClient, scope: () => string): void {
  const given = queryClient.getQueryDefaults.bind(queryClient)
  const queries = () => queryClient.getDefaultOptions().queries
  const queryKeyHashFn = (key: QueryKey): string =>
    scope() + (queries()?.queryKeyHashFn ?? hashKey)(key)
  queryClient.getQueryDefaults = (key) => {
    if (key[0] !== KEY) return given(key)
    const { retry = shouldRetry, staleTime = staleTimeOf } = queries() ?? {}
    return { retry, staleTime, ...given(key), queryKeyHashFn }
  }
}

/** Gives a new query what memory holds, so that its first render has data. */
function adopt(query: Query, client: Etagged): void {
  setOwner(query, client)
  const source = sourceOf(query)
  if (source === undefined || query.state.data !== undefined) return
  const held = client.peekMemory(source.first.url, source.first.init)
  if (held === undefined) return
  query.setData(source.dataOf(held.data), {
    updatedAt: held.freshness.validatedAt * 1000,
    manual: true,
  })
}
