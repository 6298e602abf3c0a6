import type { Bookmarks } from '@etagged/pumpfun'
import { coinQueries, type EtaggedQueryKey } from '@etagged/react'
import { type Mutation, type QueryClient, QueryObserver } from '@tanstack/react-query'
import { type Wish, withWishes } from './bookmark-changes.ts'

/** What the wishes' mutations are known by. */
export const WISH = 'bookmark'

/** The signed-in user's list with the wishes that are under way, for `useSyncExternalStore`. */
export interface SavedMints {
  /** `undefined` until the list is known. Replaced when it changes, and only then. */
  readonly current: () => Bookmarks | undefined
  readonly has: (mint: string) => boolean
  readonly subscribe: (listener: () => void) => () => void
}

const opened = new WeakMap<QueryClient, SavedMints>()

const nothing = (): void => undefined

/**
 * The saved coins of this QueryClient's user: one observer of the query for any number of stars. A
 * star reads a boolean from it, so it renders when its own coin changes and never otherwise; and a
 * star that comes later, with another page of rows, asks the server nothing.
 */
export function savedMintsOf(queryClient: QueryClient): SavedMints {
  const former = opened.get(queryClient)
  if (former !== undefined) return former
  const saved = createSavedMints(queryClient)
  opened.set(queryClient, saved)
  return saved
}

function createSavedMints(queryClient: QueryClient): SavedMints {
  const listeners = new Set<() => void>()
  const mutations = queryClient.getMutationCache()
  let observer: ReturnType<typeof observe> | undefined
  let list: Bookmarks | undefined
  let mints: ReadonlySet<string> = new Set()
  /** What `list` was made of. */
  let confirmed: Bookmarks | undefined
  let wished = ''
  let leave: () => void = nothing

  function update(): void {
    if (observer === undefined) return
    const { data } = observer.getCurrentResult()
    const wishes = pendingWishes(mutations.findAll({ mutationKey: [WISH], status: 'pending' }))
    const key = JSON.stringify(wishes)
    if (data === confirmed && key === wished) return
    confirmed = data
    wished = key
    list = data && withWishes(data, wishes)
    mints = new Set(list?.items.map(({ item_id }) => item_id))
    for (const listener of listeners) listener()
  }

  function open(): void {
    const next = observe(queryClient)
    const ends = [next.subscribe(update), mutations.subscribe(update)]
    observer = next
    leave = () => {
      for (const end of ends) end()
      // Nothing of a user is kept here longer than the query keeps it.
      observer = undefined
      list = undefined
      confirmed = undefined
      mints = new Set()
      // This very function knows the observer, and so its data; one made here would, too.
      leave = nothing
    }
    update()
  }

  function close(): void {
    if (listeners.size === 0) leave()
  }

  /** What is known while nobody listens: a star's first render is not its last. */
  function cached(): Bookmarks | undefined {
    return queryClient.getQueryData<Bookmarks>(coinQueries.bookmarks().queryKey)
  }

  function has(mint: string): boolean {
    if (observer !== undefined) return mints.has(mint)
    return cached()?.items.some(({ item_id }) => item_id === mint) === true
  }

  return {
    current: () => (observer === undefined ? cached() : list),
    has,
    subscribe(listener) {
      listeners.add(listener)
      if (observer === undefined) open()
      return () => {
        listeners.delete(listener)
        // Later: at the end of a session the query is emptied first, and its observer with it. Else
        // this would cancel it, and the cancellation's stack trace would keep what was observed.
        if (listeners.size === 0) setTimeout(close)
      }
    },
  }
}

function observe(
  queryClient: QueryClient,
): QueryObserver<Bookmarks, Error, Bookmarks, Bookmarks, EtaggedQueryKey> {
  return new QueryObserver(queryClient, queryClient.defaultQueryOptions(coinQueries.bookmarks()))
}

/** In the order in which they were had. */
function pendingWishes(mutations: readonly Mutation[]): readonly Wish[] {
  return mutations
    .toSorted((one, other) => one.mutationId - other.mutationId)
    .map(({ state }) => state.variables)
    .filter(isWish)
}

function isWish(value: unknown): value is Wish {
  return typeof value === 'object' && value !== null && 'mint' in value && 'isSaved' in value
}
