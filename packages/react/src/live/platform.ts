import { focusManager, onlineManager } from '@tanstack/react-query'

/** Time, chance and the page, as a connection needs them. */
export interface Platform {
  /** Runs something later, in ms; the returned function calls it off. */
  readonly schedule: (run: () => void, ms: number) => () => void
  /** 0 to 1: spreads the reconnections of many pages. */
  readonly chance: () => number
  /** Milliseconds for which a connection may go on: `Infinity` while somebody looks. */
  readonly patience: () => number
  /** Hears of another patience; the returned function ends that. */
  readonly watch: (listener: (patience: number) => void) => () => void
}

/**
 * Long enough for a look at another tab. Over HTTP/1.1 the browser has six connections to an origin,
 * for all of its tabs.
 */
const HIDDEN = 10_000

function patience(): number {
  if (!onlineManager.isOnline()) return 0
  return focusManager.isFocused() ? Infinity : HIDDEN
}

export const platform: Platform = {
  schedule(run, ms) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  chance: () => Math.random(),
  patience,
  watch(listener) {
    const look = (): void => listener(patience())
    const endings = [focusManager.subscribe(look), onlineManager.subscribe(look)]
    const ending = new AbortController()
    // The back-forward cache takes no page with an open connection.
    globalThis.addEventListener?.('pagehide', () => listener(0), ending)
    globalThis.addEventListener?.('pageshow', look, ending)
    return () => {
      ending.abort()
      for (const end of endings) end()
    }
  },
}
