/** Resolves after so many milliseconds; rejects with the signal's reason, and no timer is left. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const callOff = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', callOff)
      resolve()
    }, ms)
    signal?.addEventListener('abort', callOff, { once: true })
  })
}
