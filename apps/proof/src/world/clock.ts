import type { Clock } from '@etagged/core'
import type { Page } from './page.ts'

/** The computer's two clocks: one on the wall, which can be set, and one that only goes on. */
export interface MachineClock {
  /** Seconds since the epoch, as the wall clock has it. */
  now(): number
  /** The clock as a page has it: its timers count on the monotonic one, and rest while it is frozen. */
  forPage(page: Page): Clock
  /** Time passes without any timer's being noticed yet. */
  pass(seconds: number): void
  /** Sets the wall clock. */
  step(seconds: number): void
  /** Fires what falls due in that time, in order. */
  advance(seconds: number): Promise<void>
  /** Fires the timer that is due next, at its time; false: there is none. */
  fireNext(): Promise<boolean>
  forget(page: Page): void
}

interface Timer {
  readonly due: number
  readonly page: Page
  readonly task: () => void
}

const START = 1_800_000_000

/** @param settle lets all follow that follows from a timer at once */
export function createMachineClock(settle: () => Promise<void>): MachineClock {
  let elapsed = 0
  let offset = START
  const timers = new Set<Timer>()

  function next(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of timers) {
      if (!timer.page.frozen && (first === undefined || timer.due < first.due)) first = timer
    }
    return first
  }

  async function fire(timer: Timer): Promise<void> {
    timers.delete(timer)
    elapsed = Math.max(elapsed, timer.due)
    timer.task()
    await settle()
  }

  return {
    now: () => offset + elapsed,
    forPage: (page) => ({
      now: () => offset + elapsed,
      after(delay, task) {
        const timer = { due: elapsed + delay, page, task }
        if (!page.dead) timers.add(timer)
        return () => {
          timers.delete(timer)
        }
      },
    }),
    pass(seconds) {
      elapsed += seconds
    },
    step(seconds) {
      offset += seconds
    },
    async advance(seconds) {
      const end = elapsed + seconds
      for (let timer = next(); timer !== undefined && timer.due <= end; timer = next()) {
        await fire(timer)
      }
      elapsed = Math.max(elapsed, end)
    },
    async fireNext() {
      const timer = next()
      if (timer !== undefined) await fire(timer)
      return timer !== undefined
    },
    forget(page) {
      for (const timer of timers) if (timer.page === page) timers.delete(timer)
    },
  }
}
