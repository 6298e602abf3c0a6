import { focusManager, onlineManager } from '@tanstack/react-query'

/** Milliseconds over which what is shown gets younger once the page is looked at again. */
const AFTER_FOCUS = 500

/** The same once there is a network again: then it was others who waited for it, too. */
const AFTER_RECONNECT = 2000

/** TanStack refetches in the turn of the event loop in which the page returned. Milliseconds. */
const LONGEST_TURN = 50

let span = 0
let returnedAt = -Infinity
let isListening = false

function returned(milliseconds: number): (isBack: boolean) => void {
  return (isBack) => {
    if (!isBack) return
    span = milliseconds
    returnedAt = Date.now()
  }
}

/** From now on `spreadDelay` knows of focus and reconnection. */
export function listenForReturns(): void {
  if (isListening) return
  isListening = true
  focusManager.subscribe(returned(AFTER_FOCUS))
  onlineManager.subscribe(returned(AFTER_RECONNECT))
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
