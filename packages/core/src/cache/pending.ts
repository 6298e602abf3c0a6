/** Work that goes on after its caller was answered: background validations and writes to disk. */
export interface Pending {
  /** The work must not reject. */
  track(work: Promise<unknown>): void
  /**
   * Resolves when nothing is pending, including what began meanwhile.
   *
   * @param hurry is called before each wait: what is pending need not wait for company
   */
  idle(hurry?: () => unknown): Promise<void>
}

/** @param waitUntil hears of each piece of work, too */
export function createPending(waitUntil?: (work: Promise<unknown>) => void): Pending {
  const pending = new Set<Promise<unknown>>()
  return {
    track(work) {
      const done = work.finally(() => pending.delete(done))
      pending.add(done)
      try {
        waitUntil?.(done)
      } catch (error) {
        // The platform's refusal must reach the app, and must not reach the request.
        queueMicrotask(() => {
          throw error
        })
      }
    },
    async idle(hurry) {
      while (pending.size > 0) {
        hurry?.()
        await Promise.all(pending)
      }
    },
  }
}
