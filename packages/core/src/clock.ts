import type { Seconds } from './rules/stored-response.ts'

/** Time as the cache sees it. Replace it in tests, or to replay a recorded trace. */
export interface Clock {
  /** Seconds since 1970-01-01T00:00:00Z, with a fraction. */
  now(): Seconds
  /**
   * Seconds since some instant, in fine steps and never going back: for how long something took.
   * @default `now`
   */
  elapsed?(): Seconds
  /** Runs the task once after so many seconds; the returned function cancels it. */
  after(delay: Seconds, task: () => void): () => void
}

/** Seconds since some instant, never going back if the clock can do that. */
export function elapsedOn(clock: Clock): Seconds {
  return clock.elapsed?.() ?? clock.now()
}

/** The machine's own: what a client goes by that is given no other. */
export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  elapsed: () => performance.now() / 1000,
  after(delay, task) {
    const timer = setTimeout(task, delay * 1000)
    return () => clearTimeout(timer)
  },
}
