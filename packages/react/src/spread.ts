import { focusManager, type QueryCache } from '@tanstack/react-query'

/** Milliseconds over which what is shown gets younger once the page is looked at again. */
const AFTER_FOCUS = 500

/** The same once there is a network again: then it was others who waited for it, too. */
const AFTER_RECONNECT = 2000

/** TanStack refetches in the turn of the event loop in which it is called. Milliseconds. */
const LONGEST_TURN = 50

let span = 0
let returnedAt = -Infinity
let isListening = false
const watched = new WeakSet<QueryCache>()

function returned(milliseconds: number): void {
  span = milliseconds
  returnedAt = Date.now()
}

/**
 * From now on `spreadDelay` knows of focus and reconnection: by the methods that TanStack calls. It does so
 * only when the writes have been answered that waited for them, however long that takes.
 */
export function listenForReturns(queryCache: QueryCache): void {
  listenForFocus()
  if (watched.has(queryCache)) return
  watched.add(queryCache)
  const onFocus = queryCache.onFocus.bind(queryCache)
  const onOnline = queryCache.onOnline.bind(queryCache)
  queryCache.onFocus = () => {
    returned(AFTER_FOCUS)
    onFocus()
  }
  queryCache.onOnline = () => {
    returned(AFTER_RECONNECT)
    onOnline()
  }
}

/** For what we ask ourselves when a hidden page is shown. */
function listenForFocus(): void {
  if (isListening) return
  isListening = true
  focusManager.subscribe((isFocused) => {
    if (isFocused) returned(AFTER_FOCUS)
  })
}

/**
 * Milliseconds by which a refetch that begins now is put off: not 0 only if a focus or a reconnection
 * made it begin, for which many queries, and many pages, may have waited together. Where nobody
 * looks, it comes after all that somebody looks at.
 */
export function spreadDelay(isLookedAt: boolean): number {
  const passed = Date.now() - returnedAt
  if (passed < 0 || passed > LONGEST_TURN) return 0
  return (Math.random() + (isLookedAt ? 0 : 1)) * span
}
