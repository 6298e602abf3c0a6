import type { Platform } from './platform.ts'

/** A validation that hangs holds the next one back no longer. Milliseconds. */
const LONGEST_WAIT = 10_000

/** Does it now, or once when it may be done again; at most once in so many ms. */
export type Paced<Key> = (key: Key, ms: number) => void

/**
 * Does the same thing no more often than it is told to, and not while a flight of it is under way,
 * whoever began that. What comes meanwhile is done once, at the end: nothing waits for ever, however
 * fast more comes.
 */
export function createPaced<Key>(
  run: (key: Key, ms: number) => void,
  schedule: Platform['schedule'],
  flightOf: (key: Key) => Promise<unknown> | undefined = () => undefined,
): Paced<Key> {
  /** Those that may not be done now; of those that are to be done again, how long that takes. */
  const busy = new Map<Key, number | undefined>()

  const after = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      schedule(resolve, ms)
    })

  async function start(key: Key, ms: number, waitedFor?: Promise<unknown>): Promise<void> {
    let flight = flightOf(key)
    const isAnother = flight !== undefined && flight !== waitedFor
    busy.set(key, isAnother ? ms : undefined)
    if (!isAnother) {
      run(key, ms)
      flight = flightOf(key)
    }
    await Promise.all([
      isAnother || after(ms),
      flight && Promise.race([Promise.allSettled([flight]), after(LONGEST_WAIT)]),
    ])
    const wanted = busy.get(key)
    busy.delete(key)
    if (wanted !== undefined) void start(key, wanted, flight)
  }

  return (key, ms) => {
    if (busy.has(key)) busy.set(key, ms)
    else void start(key, ms)
  }
}
