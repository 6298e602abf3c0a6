import {
  type Answer,
  type CacheEvent,
  type Etagged,
  isStoredData,
  SessionEndedError,
} from '@etagged/core'
import { notifyManager, type Query, type QueryCache } from '@tanstack/react-query'
import { invalidate } from './invalidate-query.ts'
import { generationOf, namedUrl } from './named-request.ts'
import { ownerOf } from './query-owner.ts'
import { type Part, type QuerySource, sourceOf } from './query-source.ts'
import { scopeOf } from './session-scope.ts'
import { validateFor } from './validate-in-time.ts'

/** A query of the open session, and what it shows of the responses that are named. */
interface Asking {
  readonly query: Query
  readonly source: QuerySource
  readonly named: readonly Place[]
}

/** One of the parts of a query's data. */
interface Place extends Part {
  readonly index: number
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
      for (const asking of askingFor(urls, event.generation, queryCache, client)) {
        if (event.type === 'update') refresh(asking, queryCache, client)
        else if (event.type === 'invalidation') validateFor(event.because, asking.query)
        // What is on the screen may stay there; whoever asks next is answered by the network.
        else invalidate(asking.query)
      }
    })
  })
}

function askingFor(
  urls: readonly string[],
  generation: string,
  queryCache: QueryCache,
  client: Etagged,
): readonly Asking[] {
  const scope = scopeOf(client.session)
  const named = new Set(urls)
  return queryCache.getAll().flatMap((query) => {
    const source = sourceOf(query)
    if (source === undefined || ownerOf(query) !== client) return []
    if (!query.queryHash.startsWith(scope)) return []
    const places = source
      .partsOf(query.state.data)
      .map((part, index) => ({ ...part, index }))
      .filter(({ request }) => {
        // What is told of a user's responses says nothing of everyone's.
        if (generationOf(client, request) !== generation) return false
        const url = namedUrl(client, request)
        return url !== undefined && named.has(url)
      })
    return places.length > 0 ? [{ query, source, named: places }] : []
  })
}

function refresh({ query, source, named }: Asking, queryCache: QueryCache, client: Etagged): void {
  for (const place of named) {
    const held = client.peekMemory(place.request.url, place.request.init)
    if (held !== undefined) show(query, source, place, held)
    // Memory says nothing while the page wakes, or while an asynchronous schema has yet to look.
    else void peekLater(query, source, place, queryCache, client)
  }
}

async function peekLater(
  query: Query,
  source: QuerySource,
  place: Place,
  queryCache: QueryCache,
  client: Etagged,
): Promise<void> {
  const { dataUpdateCount } = query.state
  try {
    const held = await client.peek(place.request.url, place.request.init)
    if (held === undefined || queryCache.get(query.queryHash) !== query) return
    // Meanwhile the query may have been given something younger.
    const isAsBefore = query.state.dataUpdateCount === dataUpdateCount
    if (isAsBefore || updatedAtOf(held) > query.state.dataUpdatedAt)
      show(query, source, place, held)
  } catch (error) {
    // Then there is no query left to tell.
    if (!(error instanceof SessionEndedError)) throw error
  }
}

/**
 * To the query itself and not by its key: that could create one. The same object with a new instant
 * renders nothing where only data is read.
 */
function show(query: Query, source: QuerySource, { index }: Place, held: Answer<unknown>): void {
  const { state } = query
  const shown = source.partsOf(state.data)
  const former = shown[index]?.data
  const { validatedAt, freshUntil } = held.freshness
  const isNewer = updatedAtOf(held) > state.dataUpdatedAt
  if (!isNewer && (former === held.data || isEdited(former))) return
  // As old as its oldest part.
  const isOnly = shown.length === 1
  const updatedAt = isOnly ? updatedAtOf(held) : state.dataUpdatedAt
  query.setData(source.withPart(state.data, index, held.data), { updatedAt, manual: true })
  // It may have been asked for before the write, and then it is as stale as what it replaces.
  if (state.isInvalidated && (freshUntil <= validatedAt || !isOnly)) invalidate(query)
}

/** In TanStack's milliseconds. */
function updatedAtOf({ freshness }: Answer<unknown>): number {
  return freshness.validatedAt * 1000
}

/** Did the app put it there, as an optimistic edit? */
function isEdited(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !isStoredData(data)
}
