/** The same promise, but it rejects with the reason of `signal` as soon as that aborts. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal | null): Promise<T> {
  if (!signal) return work
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const stop = (): void => reject(signal.reason)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  const settle = (): void => signal.removeEventListener('abort', stop)
  work.then(resolve, reject).finally(settle)
  return promise
}
