import type { Bookmarks } from '@etagged/pumpfun'
import { coinQueries, useEtagged, useSession } from '@etagged/react'
import { type QueryClient, useMutation, type UseMutationResult } from '@tanstack/react-query'
import { type Wish, withWish } from './bookmark-changes.ts'
import { saveBookmark } from './save-bookmark.ts'
import { WISH } from './saved-mints.ts'

/**
 * Saves or forgets a coin. The wishes for one coin are told to the API one after another, so the
 * last click is the last word; while one is under way, `savedMintsOf` shows it as true, and when it
 * fails that simply ends.
 */
export function useWish(mint: string): UseMutationResult<void, Error, Wish> {
  const client = useEtagged()
  const { generation } = useSession()
  return useMutation<void, Error, Wish>({
    mutationKey: [WISH],
    scope: { id: `${WISH} ${mint}` },
    // A click that cannot be carried out should say so, and not lie in wait for the network.
    networkMode: 'always',
    gcTime: 0,
    mutationFn: (wish) => saveBookmark(client, wish, generation),
    onSuccess: (_, wish, __, context) => showFulfilled(context.client, wish),
  })
}

/** The API has said yes: that is shown until it has been asked again, even if that takes a while. */
function showFulfilled(queryClient: QueryClient, wish: Wish): void {
  const { queryKey } = coinQueries.bookmarks()
  queryClient.setQueryData<Bookmarks>(queryKey, (list) => list && withWish(list, wish))
}
