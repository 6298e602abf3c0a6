import type { QueryCache } from '@tanstack/react-query'

/** Milliseconds over which what is shown gets younger once the page is looked at again. */
const AFTER_FOCUS = 500

/** The same once there is a network again: then it was others who waited for it, too. */
const AFTER_RECONNECT = 2000

let span = 0
const watched = new WeakSet<QueryCache>()

/** What is asked for by this work is spread over so many milliseconds. */
function spreading(milliseconds: number, work: () => void): void {
  span = milliseconds
  try {
    work()
  } finally {
    span = 0
  }
}

/** The same for what we ask for ourselves when a hidden page is shown. */
export function spreadingAfterFocus(work: () => void): void {
  spreading(AFTER_FOCUS, work)
}

/**
 * From now on `spreadDelay` knows of focus and reconnection: by the methods that TanStack calls to
 * refetch. It calls them only when the writes have been answered that waited, however long that takes,
 * and no event tells when.
 */
export function listenForReturns(queryCache: QueryCache): void {
  if (watched.has(queryCache)) return
  watched.add(queryCache)
  const onFocus = queryCache.onFocus.bind(queryCache)
  const onOnline = queryCache.onOnline.bind(queryCache)
  queryCache.onFocus = () => spreading(AFTER_FOCUS, onFocus)
  queryCache.onOnline = () => spreading(AFTER_RECONNECT, onOnline)
}

/**
 * Milliseconds by which a refetch that begins now is put off: not 0 only if a focus or a reconnection
 * made it begin, for which many queries, and many pages, may have waited together. Where nobody
 * looks, it comes after all that somebody looks at.
 */
export function spreadDelay(isLookedAt: boolean): number {
  return (Math.random() + (isLookedAt ? 0 : 1)) * span
}
