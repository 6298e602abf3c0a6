import { notifyManager, type Query, type QueryCache, type QueryClient } from '@tanstack/react-query'
import { invalidate } from '../invalidate-query.ts'
import { ownerOf } from '../query-owner.ts'
import { sourceOf } from '../query-source.ts'
import { report } from '../report.ts'
import type { Edit } from './edit.ts'
import { noteEdited, withoutEdits } from './unedited.ts'

/** One edit of one query, from the mutation's start until what the server has is shown. */
interface Layer {
  readonly change: (data: unknown) => unknown
  /** The server has said yes: the next answer that is asked for has it. */
  isSettled: boolean
  /** Its change has thrown, and somebody was told: each answer that follows would throw again. */
  hasThrown: boolean
}

/** What a query would show without edits, and what lies above it, oldest first. */
interface Edited {
  base: unknown
  baseUpdatedAt: number
  layers: readonly Layer[]
}

/** The edited queries of a QueryCache, by hash: no two sessions have one in common. */
interface Editing {
  readonly queries: Map<string, Edited>
  /** Our own writing must not be taken for news. */
  isWriting: boolean
  stop: () => void
}

const editings = new WeakMap<QueryCache, Editing>()

/** The edits of one mutation, as its callbacks get them: what `onMutate` resolved to. */
export interface AppliedEdits {
  /**
   * The write failed: what was there before is there again, with everybody else's edits. After
   * `settle` it does nothing.
   */
  withdraw(): void
  /** The write succeeded: the edits stay until the queries have been asked again. */
  settle(): void
  /** What was edited. */
  readonly queries: () => readonly Query[]
}

/**
 * Shows edits at once, above whatever the queries show now or are given meanwhile.
 *
 * @throws what a change throws; then none of the edits is shown
 */
export function applyEdits(queryClient: QueryClient, edits: readonly Edit[]): AppliedEdits {
  const queryCache = queryClient.getQueryCache()
  const applied = edits.map(({ queryKey, change }) => {
    const { queryHash } = queryClient.defaultQueryOptions({ queryKey })
    const layer: Layer = { change, isSettled: false, hasThrown: false }
    return { queryHash, layer }
  })
  function withdraw(): void {
    for (const { queryHash, layer } of applied) {
      keepLayers(queryCache, queryHash, (other) => other !== layer || layer.isSettled)
    }
  }
  try {
    for (const { queryHash, layer } of applied) addLayer(queryCache, queryHash, layer)
  } catch (error) {
    withdraw()
    throw error
  }
  return {
    withdraw: () => notifyManager.batch(withdraw),
    settle() {
      for (const { layer } of applied) layer.isSettled = true
    },
    queries: () => applied.flatMap(({ queryHash }) => queryCache.get(queryHash) ?? []),
  }
}

function addLayer(queryCache: QueryCache, queryHash: string, layer: Layer): void {
  const { queries } = editingOf(queryCache)
  const { data: base, dataUpdatedAt: baseUpdatedAt = 0 } = queryCache.get(queryHash)?.state ?? {}
  const edited = queries.get(queryHash) ?? { base, baseUpdatedAt, layers: [] }
  edited.layers = [...edited.layers, layer]
  queries.set(queryHash, edited)
  write(queryCache, queryHash, edited, layer)
}

/** What lies above these layers goes on lying there. */
function keepLayers(
  queryCache: QueryCache,
  queryHash: string,
  isKept: (layer: Layer) => boolean,
): void {
  const editing = editings.get(queryCache)
  const edited = editing?.queries.get(queryHash)
  if (editing === undefined || edited === undefined) return
  edited.layers = edited.layers.filter(isKept)
  write(queryCache, queryHash, edited)
  if (edited.layers.length > 0) return
  editing.queries.delete(queryHash)
  if (editing.queries.size > 0) return
  editing.stop()
  editings.delete(queryCache)
}

function editingOf(queryCache: QueryCache): Editing {
  const known = editings.get(queryCache)
  if (known !== undefined) return known
  const editing: Editing = { queries: new Map(), isWriting: false, stop: follow(queryCache) }
  editings.set(queryCache, editing)
  return editing
}

/** Puts the edits above whatever an edited query is given, before anybody renders it. */
function follow(queryCache: QueryCache): () => void {
  return queryCache.subscribe((event) => {
    const { queryHash } = event.query
    const editing = editings.get(queryCache)
    const edited = editing?.queries.get(queryHash)
    if (editing === undefined || edited === undefined || editing.isWriting) return
    if (event.type === 'removed') {
      edited.base = undefined
      return keepLayers(queryCache, queryHash, isPending)
    }
    if (event.type !== 'updated' || event.action.type !== 'success') return
    take(event.query as Query, event.action.manual === true, queryCache, edited)
  })
}

/** The query was given something new, whether it has asked for it or not. */
function take(query: Query, isUnasked: boolean, queryCache: QueryCache, edited: Edited): void {
  edited.base = withoutEdits(query, query.state.data)
  edited.baseUpdatedAt = query.state.dataUpdatedAt
  // An answer that was asked for after the write has it; what else comes may be older.
  if (!isUnasked || isCurrent(query)) return keepLayers(queryCache, query.queryHash, isPending)
  write(queryCache, query.queryHash, edited)
  if (!edited.layers.every(isPending)) invalidate(query)
}

/** Is it what another tab was answered, and no write since then has made it unusable? */
function isCurrent(query: Query): boolean {
  const [part, ...others] = sourceOf(query)?.partsOf(query.state.data) ?? []
  if (part === undefined || others.length > 0) return false
  const held = ownerOf(query)?.peekMemory(part.request.url, part.request.init)
  if (held === undefined || held.data !== part.data) return false
  return held.freshness.freshUntil > held.freshness.validatedAt
}

function isPending({ isSettled }: Layer): boolean {
  return !isSettled
}

/**
 * A change that cannot be made above what the query was given is left out; others' are not.
 *
 * @throws what the change of a new layer throws
 */
function write(queryCache: QueryCache, queryHash: string, edited: Edited, added?: Layer): void {
  const query = queryCache.get(queryHash)
  const editing = editings.get(queryCache)
  if (query === undefined || editing === undefined || edited.base === undefined) return
  const data = edited.layers.reduce((shown: unknown, layer) => {
    try {
      return layer.change(shown)
    } catch (error) {
      const isTold = layer.hasThrown
      layer.hasThrown = true
      if (layer === added) throw error
      if (!isTold) report(error)
      return shown
    }
  }, edited.base)
  if (data !== query.state.data) give(query, data, edited, editing)
}

function give(
  query: Query,
  data: unknown,
  { base, baseUpdatedAt }: Edited,
  editing: Editing,
): void {
  const { isInvalidated } = query.state
  editing.isWriting = true
  try {
    query.setData(data, { updatedAt: baseUpdatedAt, manual: true })
    if (isInvalidated) invalidate(query)
  } finally {
    editing.isWriting = false
  }
  noteEdited(query, base)
}
