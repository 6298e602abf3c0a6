import type { Etagged, Session } from '@etagged/core'
import { QueryClient } from '@tanstack/react-query'
import { connectSession } from './connect.ts'
import { forgetSoon } from './forget-mutations.ts'
import { forgetAll, forgetScope } from './forget-queries.ts'
import { followNews } from './news.ts'
import { onSessionEnd } from './on-session-end.ts'
import { scopeOf } from './session-scope.ts'

/** How an app gives its QueryClient: one for all sessions, a maker of one for each, or not at all. */
export type GivenQueryClient = QueryClient | (() => QueryClient) | undefined

interface SessionQueryClient {
  readonly queryClient: QueryClient
  readonly generation: string
}

/** The session's QueryClient for each that was given, or else for each cache. */
const openedFor = new WeakMap<object, SessionQueryClient>()

/** Those of each cache that were not emptied yet. */
const heldBy = new WeakMap<Etagged, Set<SessionQueryClient>>()

const listeners = new Set<() => void>()

/** Calls back when a session has been forgotten; the returned function ends that. */
export function onForgotten(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * May the tree of this session be mounted? Not while a former one's is to go: one that suspends would
 * keep it, hidden, in the document. Nor while a shared QueryClient holds anything of the former session:
 * `getQueriesData` and `useMutationState` would find it.
 */
export function isFree(client: Etagged, { generation }: Session): boolean {
  return [...(heldBy.get(client) ?? [])].every((held) => held.generation === generation)
}

/**
 * The QueryClient of this session: the same one however often React renders, in StrictMode or in a
 * tree that it throws away. The end of the session empties it, whether anything is mounted or not.
 */
export function sessionQueryClient(
  given: GivenQueryClient,
  client: Etagged,
  session: Session,
): QueryClient {
  const slot = given ?? client
  const former = openedFor.get(slot)
  if (former?.generation === session.generation) return former.queryClient
  const opened = open(given, client, session)
  openedFor.set(slot, opened)
  return opened.queryClient
}

/**
 * A QueryClient for one session. An instance that all sessions share lends its caches: the session
 * sees it through a client of its own, whose keys no other session can hit.
 */
function open(given: GivenQueryClient, client: Etagged, session: Session): SessionQueryClient {
  const isShared = given instanceof QueryClient
  const queryClient = isShared ? lend(given) : (given?.() ?? new QueryClient())
  const { generation } = session
  const opened = { queryClient, generation }
  const held = heldBy.get(client) ?? new Set()
  heldBy.set(client, held.add(opened))
  const disconnect = connectSession(queryClient, client, session)
  const stopNews = followNews(queryClient.getQueryCache(), client)

  onSessionEnd(client, session, (ended) => {
    stopNews()
    forgetSoon(queryClient, isShared ? ended : undefined, () => {
      if (isShared) {
        // The next session's client watches over a shared cache; one of our own has no other guard.
        disconnect()
        forgetScope(queryClient, scopeOf(session))
      } else forgetAll(queryClient)
      held.delete(opened)
      for (const listener of listeners) listener()
    })
  })
  return opened
}

/** Defaults by key are the shared one's, whenever it is given them, below the session's own. */
function lend(shared: QueryClient): QueryClient {
  const lent = new QueryClient({
    queryCache: shared.getQueryCache(),
    mutationCache: shared.getMutationCache(),
    defaultOptions: shared.getDefaultOptions(),
  })
  const ofQueries = lent.getQueryDefaults.bind(lent)
  const ofMutations = lent.getMutationDefaults.bind(lent)
  lent.getQueryDefaults = (key) => ({ ...shared.getQueryDefaults(key), ...ofQueries(key) })
  lent.getMutationDefaults = (key) => ({ ...shared.getMutationDefaults(key), ...ofMutations(key) })
  return lent
}
