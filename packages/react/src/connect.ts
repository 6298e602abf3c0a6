import { type Etagged, type Session, UsageError } from '@etagged/core'
import { hashKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { KEY } from './query-key.ts'
import { requestOf } from './query-request.ts'

const clients = new WeakMap<QueryClient, Etagged>()
const owners = new WeakMap<object, Etagged>()

/**
 * Lets the queries of `query()` find their cache in this QueryClient. `EtaggedProvider` does it for
 * you; call it yourself where there is no provider: loaders, tests, scripts.
 *
 * From then on the hash of those queries' keys contains the session's partition and generation, so
 * that no two users' queries are ever the same query.
 *
 * @throws UsageError when the QueryClient is connected to another cache
 */
export function connect(queryClient: QueryClient, client: Etagged): void {
  if (clients.get(queryClient) === client) return
  connectAs(queryClient, client, () => scopeOf(client.session))
}

/** Connects a QueryClient that serves one session only; the returned function ends that. */
export function connectSession(
  queryClient: QueryClient,
  client: Etagged,
  session: Session,
): () => void {
  const scope = scopeOf(session)
  return connectAs(queryClient, client, () => scope)
}

/** @throws UsageError when the QueryClient was not connected */
export function clientOf(queryClient: QueryClient): Etagged {
  const client = clients.get(queryClient)
  if (client !== undefined) return client
  throw new UsageError(
    'This QueryClient knows no cache: render inside <EtaggedProvider>, or call connect(queryClient, client)',
  )
}

/** The cache that a query belongs to, once it was added to a connected QueryClient. */
export function ownerOf(query: object): Etagged | undefined {
  return owners.get(query)
}

/** What the hashes of a session's queries begin with. */
export function scopeOf({ partition, generation }: Session): string {
  return `${KEY} ${partition} ${generation} `
}

function connectAs(queryClient: QueryClient, client: Etagged, scope: () => string): () => void {
  if (clients.has(queryClient)) {
    throw new UsageError(
      'This QueryClient is connected to another cache: make a QueryClient for each of them',
    )
  }
  clients.set(queryClient, client)
  scopeKeys(queryClient, scope)
  const queryCache = queryClient.getQueryCache()
  return queryCache.subscribe((event) => {
    if (event.type !== 'added') return
    const query = event.query as unknown as Query
    if (query.queryKey[0] !== KEY) return
    // A late callback of an ended session: what it writes belongs to nobody any more.
    if (!query.queryHash.startsWith(scope())) queryCache.remove(query)
    else adopt(query, client)
  })
}

function scopeKeys(queryClient: QueryClient, scope: () => string): void {
  const options = queryClient.getDefaultOptions()
  const hash = options.queries?.queryKeyHashFn ?? hashKey
  const queryKeyHashFn = (key: QueryKey): string =>
    key[0] === KEY ? `${scope()}${hash(key)}` : hash(key)
  queryClient.setDefaultOptions({ ...options, queries: { ...options.queries, queryKeyHashFn } })
}

/** Gives a new query what memory holds, so that its first render has data. */
function adopt(query: Query, client: Etagged): void {
  const request = requestOf(query)
  if (request === undefined) return
  owners.set(query, client)
  if (query.state.data !== undefined) return
  const { url, schema, policy } = request
  const held = client.peekMemory(url, { schema, policy })
  if (held === undefined) return
  query.setData(held.data, { updatedAt: held.freshness.validatedAt * 1000, manual: true })
}
