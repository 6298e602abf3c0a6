import { vi } from 'vitest'

/** What would end the process as a mistake that nobody catches, instead of that. */
export function collectUncaught(): readonly unknown[] {
  const uncaught: unknown[] = []
  const enqueue = queueMicrotask
  vi.stubGlobal('queueMicrotask', (task: () => void) =>
    enqueue(() => {
      try {
        task()
      } catch (error) {
        uncaught.push(error)
      }
    }),
  )
  return uncaught
}
