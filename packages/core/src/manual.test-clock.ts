import type { Clock } from './clock.ts'

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves time on, and runs what falls due, in order. Zero runs what is due now. */
  advance(seconds: number): void
  /** Moves time on while nothing runs, as in a frozen page; what fell due runs when it wakes. */
  freeze(seconds: number): void
  /** Sets the time without running anything: what a user does to his computer's clock. */
  set(instant: number): void
  /** Tasks that wait for their time. */
  waiting(): number
}

export function createManualClock(start = 1_800_000_000): ManualClock {
  let now = start
  /** Counts only what `advance` adds, as a monotonic clock does. */
  let elapsed = 0
  const tasks = new Set<{ readonly due: number; readonly run: () => void }>()

  return {
    now: () => now,
    after(delay, run) {
      const task = { due: elapsed + delay, run }
      tasks.add(task)
      return () => {
        tasks.delete(task)
      }
    },
    advance(seconds) {
      const end = elapsed + seconds
      const next = () =>
        [...tasks].filter(({ due }) => due <= end).toSorted((one, other) => one.due - other.due)[0]
      for (let task = next(); task !== undefined; task = next()) {
        const passed = Math.max(0, task.due - elapsed)
        now += passed
        elapsed += passed
        tasks.delete(task)
        task.run()
      }
      now += end - elapsed
      elapsed = end
    },
    freeze(seconds) {
      now += seconds
      elapsed += seconds
      const due = [...tasks].filter((task) => task.due <= elapsed)
      for (const task of due.toSorted((one, other) => one.due - other.due)) {
        if (tasks.delete(task)) task.run()
      }
    },
    set(instant) {
      now = instant
    },
    waiting: () => tasks.size,
  }
}
