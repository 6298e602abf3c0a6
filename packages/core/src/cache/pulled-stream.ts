type Bytes = Uint8Array<ArrayBuffer>

interface PulledStream {
  readonly stream: ReadableStream<Bytes>
  /** Makes the reader fail, now or at his next read. */
  readonly fail: (reason: unknown) => void
}

interface Source {
  /** The chunk that the reader waits for, for him alone; `undefined`: there is no more. */
  readonly next: () => Bytes | undefined | Promise<Bytes | undefined>
  readonly onCancel?: (reason: unknown) => void
}

/** A body whose chunks are made when its reader asks for them: he sets the pace. */
export function pulledStream({ next, onCancel }: Source): PulledStream {
  let controller: ReadableStreamDefaultController<Bytes> | ReadableByteStreamController
  const source = {
    start(given: typeof controller) {
      controller = given
    },
    async pull() {
      let chunk = await next()
      // A stream of bytes takes no empty one.
      while (chunk?.length === 0) chunk = await next()
      if (chunk !== undefined) return controller.enqueue(chunk)
      controller.close()
      // Who brought a buffer of his own gets it back.
      if ('byobRequest' in controller) controller.byobRequest?.respond(0)
    },
    cancel(reason: unknown) {
      onCancel?.(reason)
    },
  }
  return { stream: streamOf(source), fail: (reason) => controller.error(reason) }
}

/** Of bytes, as the bodies of `fetch` are, where that is known. */
function streamOf(source: UnderlyingDefaultSource<Bytes>): ReadableStream<Bytes> {
  try {
    return new ReadableStream({ ...source, type: 'bytes' })
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error
    return new ReadableStream(source, { highWaterMark: 0 })
  }
}
