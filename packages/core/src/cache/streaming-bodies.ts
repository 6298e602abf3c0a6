import { cancelBody } from './read-body.ts'

/** Bodies that still arrive although their exchange is over for the cache. */
export interface StreamingBodies {
  /** This signal, and `end`, go on to abort the exchange. */
  add(
    controller: AbortController,
    response: Pick<Response, 'body'>,
    signal: AbortSignal | undefined,
  ): void
  end(reason: Error): void
}

/** A body that nobody holds any more needs no aborting. */
const abandonedBodies = new FinalizationRegistry<() => void>((forget) => forget())

export function createStreamingBodies(): StreamingBodies {
  const streaming = new Set<AbortController>()
  return {
    add(controller, { body }, signal) {
      if (body === null) return
      // Its caller has left, and nobody else can read it.
      if (signal?.aborted) return cancelBody({ body })
      const stop = (): void => controller.abort(signal?.reason)
      streaming.add(controller)
      signal?.addEventListener('abort', stop, { once: true })
      abandonedBodies.register(body, () => {
        streaming.delete(controller)
        signal?.removeEventListener('abort', stop)
      })
    },
    end(reason) {
      for (const controller of streaming) controller.abort(reason)
      streaming.clear()
    },
  }
}
