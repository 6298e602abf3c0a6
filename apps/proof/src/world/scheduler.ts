import type { Page } from './page.ts'

/** Something that will happen, as soon as it is chosen. */
export interface PendingEvent {
  readonly name: string
  /** Who brought it about: the actor of the event in whose course it was added. */
  readonly actor: string
  /** Of the events of one lane only the first can be chosen. */
  readonly lane?: string | undefined
  /** The page in which it happens: not while that is frozen. */
  readonly page?: Page | undefined
  readonly run: () => void
}

/** Holds everything that is on its way in the world, until it is chosen. */
export interface Scheduler {
  /** The returned function takes it back. */
  add(event: Omit<PendingEvent, 'actor'> & { readonly actor?: string }): () => void
  /** What can be chosen now, the oldest first. */
  enabled(): readonly PendingEvent[]
  /** Lets it happen, and all that follows from it at once. */
  take(event: PendingEvent): Promise<void>
  /** Does something of one's own as if it had been chosen. */
  act(describe: () => string, run: () => void): Promise<void>
  /** Forgets all that would have happened in a page. */
  forget(page: Page): void
  /** How many events have happened: the world's order of things. */
  readonly now: number
  /** What has happened, for a report. */
  readonly trace: readonly string[]
}

interface SchedulerOptions {
  /** Called before each event: time passes. */
  readonly onEvent: () => void
  /** Lets all follow that follows from an event at once. */
  readonly settle: () => Promise<void>
  readonly tracing: boolean
}

export function createScheduler({ onEvent, settle, tracing }: SchedulerOptions): Scheduler {
  const pending: PendingEvent[] = []
  const trace: string[] = []
  let actor = 'nobody'
  let now = 0

  function remove(event: PendingEvent): void {
    const index = pending.indexOf(event)
    if (index >= 0) pending.splice(index, 1)
  }

  async function act(by: string, run: () => void): Promise<void> {
    now++
    onEvent()
    actor = by
    run()
    await settle()
  }

  return {
    add(given) {
      if (given.page?.dead) return nothing
      const event = { actor, ...given }
      pending.push(event)
      return () => remove(event)
    },
    enabled() {
      const lanes = new Set<string>()
      return pending.filter(({ lane, page }) => {
        if (lane !== undefined) {
          if (lanes.has(lane)) return false
          lanes.add(lane)
        }
        return page === undefined || !page.frozen
      })
    },
    async take(event) {
      remove(event)
      if (tracing) trace.push(`${event.actor}: ${event.name}`)
      await act(event.actor, event.run)
    },
    async act(describe, run) {
      const by = tracing ? describe() : 'app'
      if (tracing) trace.push(by)
      await act(by, run)
    },
    forget(page) {
      for (const event of pending.filter((one) => one.page === page)) remove(event)
    },
    get now() {
      return now
    },
    trace,
  }
}

/** There was nothing to take back. */
function nothing(): void {}
