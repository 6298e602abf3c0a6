const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const PARENT_CHECK_MS = 250

/**
 * Calls back, once, when this process should end. npm passes a signal on to the shell it runs a
 * script in, and that shell ends without telling the script: then only the parent is gone.
 */
export const whenToldToEnd = (onEnd: (signal: (typeof SIGNALS)[number]) => void): void => {
  let told = false
  const tell = (signal: (typeof SIGNALS)[number]): void => {
    if (told) return
    told = true
    onEnd(signal)
  }
  for (const signal of SIGNALS) process.on(signal, tell)

  if (process.env['npm_lifecycle_event'] === undefined) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) tell('SIGTERM')
  }, PARENT_CHECK_MS).unref()
}
