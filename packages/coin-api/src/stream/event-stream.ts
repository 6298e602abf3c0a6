/**
 * An answer whose body are these pieces of text, made one at a time as somebody reads. The signal
 * that they get aborts when the reader goes, or the request does.
 */
export function eventStream(
  request: Request,
  pieces: (signal: AbortSignal) => AsyncGenerator<string, void>,
): Response {
  const gone = new AbortController()
  const leave = (): void => gone.abort()
  request.signal.addEventListener('abort', leave, { once: true })
  if (request.signal.aborted) leave()

  let isCancelled = false
  const encoder = new TextEncoder()
  const text = pieces(gone.signal)
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: async (controller) => {
        const next = await text.next().catch((error: unknown) => {
          if (!gone.signal.aborted) throw error
        })
        if (next && !next.done) return controller.enqueue(encoder.encode(next.value))
        request.signal.removeEventListener('abort', leave)
        if (!isCancelled) controller.close()
      },
      cancel: async () => {
        isCancelled = true
        request.signal.removeEventListener('abort', leave)
        leave()
        await text.return()
      },
    },
    { highWaterMark: 0 },
  )
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }
  return new Response(body, { headers })
}
