import { deferred } from '../cache/deferred.ts'
import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'
import type { Tabs } from '../tabs/tabs.ts'

/** So long a page waits for its turn among the tabs: one of them may hang. Turns are shorter. */
export const LOCK_BUDGET: Seconds = 20

interface Asking {
  readonly tabs: Pick<Tabs, 'hold'>
  readonly clock: Clock
  readonly lock: string
  /** The lock is held, or does not come: locks save requests, and nobody waits for them for ever. */
  readonly onGranted: (release: () => void) => void
}

/** Asks for a lock. The returned function takes that back, and does nothing once it is granted. */
export function askForLock({ tabs, clock, lock, onGranted }: Asking): () => void {
  const waiting = new AbortController()
  const { promise: released, resolve: release } = deferred<void>()
  let isOver = false

  function end(): void {
    isOver = true
    cancel()
    waiting.abort()
  }
  function grant(): void {
    if (isOver) return
    end()
    onGranted(release)
  }
  const cancel = clock.after(LOCK_BUDGET, grant)
  async function ask(): Promise<void> {
    // Where there are no locks it is granted at once: the caller is not yet ready for that.
    await Promise.resolve()
    return tabs.hold(lock, { signal: waiting.signal }, async () => {
      // Granted too late: nobody is there to use it.
      if (isOver) return
      grant()
      await released
    })
  }
  ask().catch(grant)

  return () => {
    if (!isOver) end()
  }
}
