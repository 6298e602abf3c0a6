import type { Platform } from './platform.ts'

export interface ManualPlatform extends Platform {
  /** Time goes by, in ms, and what is due runs. */
  readonly pass: (ms: number) => void
  /** In how many ms what is scheduled will run. */
  readonly due: () => readonly number[]
  /** The page is looked at from now on (`Infinity`), or how long a connection may last. */
  readonly look: (patience: number) => void
  /** How many hear of that. */
  readonly watching: () => number
  nextChance: number
}

export function manualPlatform(): ManualPlatform {
  let now = 0
  let patience = Infinity
  const tasks = new Set<{ readonly at: number; readonly run: () => void }>()
  const listeners = new Set<(patience: number) => void>()

  const manual: ManualPlatform = {
    nextChance: 0,
    chance: () => manual.nextChance,
    schedule(run, ms) {
      const task = { at: now + ms, run }
      tasks.add(task)
      return () => void tasks.delete(task)
    },
    patience: () => patience,
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    watching: () => listeners.size,
    due: () => Array.from(tasks, ({ at }) => at - now).toSorted((one, other) => one - other),
    pass(ms) {
      const end = now + ms
      for (;;) {
        const [next] = [...tasks].toSorted((one, other) => one.at - other.at)
        if (next === undefined || next.at > end) break
        now = next.at
        tasks.delete(next)
        next.run()
      }
      now = end
    },
    look(left) {
      patience = left
      for (const listener of listeners) listener(left)
    },
  }
  return manual
}
