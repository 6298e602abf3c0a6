import { onlineManager } from '@tanstack/react-query'

/**
 * Resolves when there is a network, at once if there is one. TanStack waits for it, too, but nothing can
 * call that off: whoever awaits a mutation that was removed meanwhile would wait for ever.
 */
export async function untilOnline(): Promise<void> {
  if (onlineManager.isOnline()) return
  await new Promise<void>((resolve) => {
    const stop = onlineManager.subscribe((isOnline) => {
      if (!isOnline) return
      stop()
      resolve()
    })
  })
}
