/**
 * A body as the network gives it: it is asked for one piece at a time, breaks with a TypeError, and
 * with the reason of `signal` when that aborts.
 */
export function networkBody(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal | null,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = source.getReader()
  let stopListening = (): void => undefined
  return new ReadableStream(
    {
      start: (controller) => {
        const abort = (): void => {
          controller.error(signal?.reason)
          // Whether the source minds is of no interest to anybody any more.
          reader.cancel(signal?.reason).catch(() => undefined)
        }
        signal?.addEventListener('abort', abort, { once: true })
        stopListening = () => signal?.removeEventListener('abort', abort)
      },
      pull: async (controller) => {
        const next = await reader.read().catch((cause: unknown) => {
          controller.error(new TypeError('network error', { cause }))
          stopListening()
        })
        if (!next || signal?.aborted) return
        if (!next.done) return controller.enqueue(next.value)
        stopListening()
        controller.close()
      },
      cancel: (reason) => {
        stopListening()
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}
