import {
  type Answer,
  type CacheEvent,
  type Etagged,
  isStoredData,
  SessionEndedError,
} from '@etagged/core'
import { notifyManager, type Query, type QueryCache } from '@tanstack/react-query'
import { generationOf, namedUrl } from './named-request.ts'
import { ownerOf } from './query-owner.ts'
import { type QueryRequest, requestOf } from './query-request.ts'
import { scopeOf } from './session-scope.ts'
import { validate } from './validate-query.ts'

/** A query of the open session, and what it asks for. */
interface Asking {
  readonly query: Query
  readonly request: QueryRequest
}

/** What each QueryCache heard last: two QueryClients may share one, and each listens. */
const heard = new WeakMap<QueryCache, CacheEvent>()

/**
 * Brings to the queries of a QueryCache what the cache learns without them: what other tabs stored,
 * and what writes made unusable. The returned function ends that.
 */
export function followNews(queryCache: QueryCache, client: Etagged): () => void {
  return client.subscribe((event) => {
    if (event.type !== 'update' && event.type !== 'invalidation' && event.type !== 'removal') return
    if (heard.get(queryCache) === event) return
    heard.set(queryCache, event)
    const urls = event.type === 'update' ? [event.url] : event.urls
    notifyManager.batch(() => {
      for (const asking of askingFor(urls, queryCache, client)) {
        // What is told of a user's responses says nothing of everyone's.
        if (generationOf(client, asking.request) !== event.generation) continue
        if (event.type === 'update') refresh(asking, queryCache, client)
        else if (event.type === 'invalidation') validate(asking.query)
        // What is on the screen may stay there; whoever asks next is answered by the network.
        else asking.query.invalidate()
      }
    })
  })
}

function askingFor(
  urls: readonly string[],
  queryCache: QueryCache,
  client: Etagged,
): readonly Asking[] {
  const scope = scopeOf(client.session)
  const named = new Set(urls)
  return queryCache.getAll().flatMap((query) => {
    const request = requestOf(query)
    if (request === undefined || ownerOf(query) !== client) return []
    if (!query.queryHash.startsWith(scope)) return []
    const url = namedUrl(client, request)
    return url !== undefined && named.has(url) ? [{ query, request }] : []
  })
}

function refresh({ query, request }: Asking, queryCache: QueryCache, client: Etagged): void {
  const { url, schema, policy } = request
  const held = client.peekMemory(url, { schema, policy })
  if (held !== undefined) return show(query, held)
  // Memory says nothing while the page wakes, or while an asynchronous schema has yet to look.
  void peekLater({ query, request }, queryCache, client)
}

async function peekLater(
  { query, request: { url, schema, policy } }: Asking,
  queryCache: QueryCache,
  client: Etagged,
): Promise<void> {
  const { dataUpdateCount } = query.state
  try {
    const held = await client.peek(url, { schema, policy })
    if (held === undefined || queryCache.get(query.queryHash) !== query) return
    // Meanwhile the query may have been given something younger.
    const isAsBefore = query.state.dataUpdateCount === dataUpdateCount
    if (isAsBefore || updatedAtOf(held) > query.state.dataUpdatedAt) show(query, held)
  } catch (error) {
    // Then there is no query left to tell.
    if (!(error instanceof SessionEndedError)) throw error
  }
}

/**
 * To the query itself and not by its key: that could create one. The same object with a new instant
 * renders nothing where only data is read.
 */
function show(query: Query, held: Answer<unknown>): void {
  const { data, freshness } = held
  const { validatedAt, freshUntil } = freshness
  const updatedAt = updatedAtOf(held)
  const { state } = query
  const isNewer = updatedAt > state.dataUpdatedAt
  if (!isNewer && (state.data === data || isEdited(state.data))) return
  query.setData(data, { updatedAt, manual: true })
  // It may have been asked for before the write, and then it is as stale as what it replaces.
  if (state.isInvalidated && freshUntil <= validatedAt) query.invalidate()
}

/** In TanStack's milliseconds. */
function updatedAtOf({ freshness }: Answer<unknown>): number {
  return freshness.validatedAt * 1000
}

/** Did the app put it there, as an optimistic edit? */
function isEdited(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !isStoredData(data)
}
