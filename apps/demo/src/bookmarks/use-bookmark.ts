import type { Bookmarks } from '@etagged/pumpfun'
import { coinMutations, useBookmarks } from '@etagged/react'
import { useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'

interface Bookmark {
  /** As the user wants it, whether the API has heard of it or not. */
  readonly isSaved: boolean
  readonly toggle: () => void
  /** Why the last wish did not come true. */
  readonly error: Error | null
  readonly reset: () => void
}

/** A coin in the signed-in user's list. The component renders when that coin comes or goes. */
export function useBookmark(mint: string): Bookmark {
  const isIn = useCallback(
    ({ items }: Bookmarks) => items.some(({ item_id }) => item_id === mint),
    [mint],
  )
  // Another page of rows is no reason to ask for the list once more.
  const { data: isSaved = false } = useBookmarks({ select: isIn, refetchOnMount: false })
  const options = {
    // The wishes for one coin are told one after another: the last click is the last word.
    scope: { id: `bookmark ${mint}` },
    // A click that cannot be carried out should say so, and not lie in wait for the network.
    networkMode: 'always',
    gcTime: 0,
  } as const
  const {
    mutate: save,
    reset: resetSave,
    error: saveError,
  } = useMutation(coinMutations.bookmark(options))
  const {
    mutate: forget,
    reset: resetForget,
    error: forgetError,
  } = useMutation(coinMutations.unbookmark(options))
  const reset = useCallback(() => {
    resetSave()
    resetForget()
  }, [resetSave, resetForget])

  return {
    isSaved,
    toggle() {
      reset()
      ;(isSaved ? forget : save)({ mint })
    },
    error: saveError ?? forgetError,
    reset,
  }
}
