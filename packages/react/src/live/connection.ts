import type { LiveSource } from './live-source.ts'
import type { Platform } from './platform.ts'
import { report } from '../report.ts'

/** Milliseconds before another connection: twice as long after each that fails. */
const FIRST_DELAY = 1000
const LONGEST_DELAY = 30_000

/** A connection that takes longer to open, in ms, may have missed something meanwhile. */
const LONGEST_OPENING = 5000

/**
 * One connection, as long as it is wanted and somebody looks at the page; another when it breaks.
 * `onBehind`: something may have been missed, and from now on nothing is. Call what is returned whenever
 * `isWanted` may have changed.
 */
export function createConnection<Event>(
  source: LiveSource<Event>,
  isWanted: () => boolean,
  onEvent: (event: Event) => void,
  onBehind: () => void,
  { schedule, chance, patience, watch }: Platform,
): () => void {
  let delay = FIRST_DELAY
  let isBehind = false
  /** Ends the connection, or the wait for the next one. */
  let stop: (() => void) | undefined
  let stopLeaving: (() => void) | undefined
  let stopWatching: (() => void) | undefined

  function connect(): void {
    let close: (() => void) | undefined
    let stopTimer: (() => void) | undefined

    function end(): void {
      stop = undefined
      isBehind = true
      stopTimer?.()
      close?.()
    }

    function onClose(): void {
      if (stop !== end) return
      end()
      // By chance up to a half less, so that not all pages come back in one instant.
      stop = schedule(connect, delay * (1 - chance() / 2))
      delay = Math.min(2 * delay, LONGEST_DELAY)
    }

    stop = end
    stopTimer = schedule(() => {
      isBehind = true
    }, LONGEST_OPENING)
    try {
      close = source.open({
        onOpen() {
          if (stop !== end) return
          stopTimer?.()
          // One that breaks as soon as it is open is a failure like others.
          stopTimer = schedule(() => {
            delay = FIRST_DELAY
          }, LONGEST_DELAY)
          if (isBehind) onBehind()
          isBehind = false
        },
        onEvent(event) {
          if (stop !== end) return
          delay = FIRST_DELAY
          onEvent(event)
        },
        onClose,
      })
      // It may have broken before it was there.
      if (stop !== end) close()
    } catch (error) {
      report(error)
      onClose()
    }
  }

  function disconnect(): void {
    stop?.()
    stop = undefined
  }

  /** Opens or ends the connection, as the patience with it has changed. */
  function settle(left: number): void {
    stopLeaving?.()
    if (left === Infinity) {
      if (stop === undefined) connect()
    } else if (left > 0) stopLeaving = schedule(disconnect, left)
    else disconnect()
  }

  return () => {
    const isNeeded = isWanted()
    settle(isNeeded ? patience() : 0)
    if (isNeeded) {
      stopWatching ??= watch(settle)
    } else {
      stopWatching?.()
      stopWatching = undefined
    }
  }
}
