import type { Platform } from './platform.ts'

/** A validation that hangs holds the next one back no longer. Milliseconds. */
const LONGEST_WAIT = 10_000

/** Does it now, or once when it may be done again; at most once in so many ms. */
export type Paced = (key: string, ms: number) => void

/**
 * Does the same thing no more often than it is told to, and not again before it has ended. What comes
 * meanwhile is done once, at the end: nothing waits for ever, however fast more comes.
 */
export function createPaced(
  run: (key: string) => Promise<unknown>,
  schedule: Platform['schedule'],
): Paced {
  /** Those that may not be done now; of those that are to be done again, how long that takes. */
  const busy = new Map<string, number | undefined>()

  const after = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      schedule(resolve, ms)
    })

  async function start(key: string, ms: number): Promise<void> {
    busy.set(key, undefined)
    await Promise.all([after(ms), Promise.race([run(key), after(LONGEST_WAIT)])])
    const wanted = busy.get(key)
    busy.delete(key)
    if (wanted !== undefined) void start(key, wanted)
  }

  return (key, ms) => {
    if (busy.has(key)) busy.set(key, ms)
    else void start(key, ms)
  }
}
