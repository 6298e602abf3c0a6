/** At most four times a second; ms. */
const LEAST_BETWEEN = 250
/** What counts down moves by seconds; ms. */
const TICK = 1000

/** When whoever shows a recording shows it anew. Beats only while somebody listens. */
export interface Pulse {
  /** Something has happened. */
  readonly quicken: () => void
  /** For `useSyncExternalStore`. */
  readonly subscribe: (listener: () => void) => () => void
  /** Another number after each beat. */
  readonly beats: () => number
}

export function createPulse(): Pulse {
  const listeners = new Set<() => void>()
  let beats = 0
  let last = -Infinity
  let due: { readonly timer: ReturnType<typeof setTimeout>; readonly at: number } | undefined

  function beat(): void {
    due = undefined
    last = performance.now()
    beats++
    for (const listener of listeners) listener()
    plan(TICK)
  }

  function plan(delay: number): void {
    if (listeners.size === 0) return
    const at = performance.now() + delay
    if (due !== undefined && due.at <= at) return
    stop()
    due = { timer: setTimeout(beat, delay), at }
  }

  function stop(): void {
    clearTimeout(due?.timer)
    due = undefined
  }

  return {
    quicken: () => plan(Math.max(0, last + LEAST_BETWEEN - performance.now())),
    subscribe(listener) {
      // What happened while nobody listened is told, at once.
      if (listeners.size === 0) beats++
      listeners.add(listener)
      plan(TICK)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop()
      }
    },
    beats: () => beats,
  }
}
