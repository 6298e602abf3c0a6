import type { Platform } from './platform.ts'

/** Does it now, or once when it may be done again; at most once in so many ms. */
export type Paced = (key: string, ms: number) => void

/** Does the same thing no more often than it is told to. What comes meanwhile is done once, at the end. */
export function createPaced(run: (key: string) => void, schedule: Platform['schedule']): Paced {
  /** Those that may not be done now; of those that are to be done again, how long that takes. */
  const resting = new Map<string, number | undefined>()

  function start(key: string, ms: number): void {
    resting.set(key, undefined)
    schedule(() => {
      const wanted = resting.get(key)
      resting.delete(key)
      if (wanted !== undefined) start(key, wanted)
    }, ms)
    run(key)
  }

  return (key, ms) => {
    if (resting.has(key)) resting.set(key, ms)
    else start(key, ms)
  }
}
