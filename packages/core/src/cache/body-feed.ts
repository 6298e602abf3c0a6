/** A body on its way: to one reader as it arrives, and collected at the same time. */
export interface BodyFeed {
  /** What has arrived and what follows, for one reader. */
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>
  /**
   * All of it, however slowly it is read; `undefined` once it is longer than the limit: then nothing
   * is collected any more, and the reader sets the pace. Rejects as the network does.
   */
  readonly collected: Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Lets the reader see the end: whoever does finds the response stored. */
  readonly end: () => void
  /** Makes the reader fail, now or at his next read. */
  readonly fail: (reason: unknown) => void
}

interface FeedOptions {
  /** The most bytes to collect. */
  readonly limit: number
  /** The reader wants no more. */
  readonly onCancel: () => void
}

/** Takes over a body from the network. */
export function feedFrom(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { limit, onCancel }: FeedOptions,
): BodyFeed {
  const network = body.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let passedOn = 0
  let bytes = 0
  let failure: { readonly reason: unknown } | undefined
  let state: 'collecting' | 'collected' = 'collecting'
  let arrival = signal()
  const ending = signal()

  async function collect(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      for (;;) {
        const { done, value } = await network.read()
        if (done) return concatenated(chunks, bytes)
        bytes += value.length
        chunks.push(value)
        if (bytes > limit) return undefined
        arrival.give()
        arrival = signal()
      }
    } catch (reason) {
      failure ??= { reason }
      throw reason
    } finally {
      state = 'collected'
      arrival.give()
    }
  }

  const collected = collect()
  // Who collects hears of it, and who reads; nobody else has to.
  collected.catch(nothing)

  /** The next chunk of those that were collected, and then of those that are not. */
  async function next(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    // Each of its signals is given once.
    if (passedOn === chunks.length && state === 'collecting') await arrival.given
    if (failure !== undefined) throw failure.reason
    const chunk = chunks[passedOn]
    if (chunk === undefined) return bytes > limit ? (await network.read()).value : undefined
    passedOn++
    // His to change; and what is too long to be kept need not stay.
    if (bytes <= limit) return chunk.slice()
    chunks[passedOn - 1] = empty
    return chunk
  }

  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(given) {
        controller = given
      },
      async pull() {
        const chunk = await next()
        if (chunk === undefined) await ending.given
        if (failure !== undefined) return
        if (chunk === undefined) controller.close()
        else controller.enqueue(chunk)
      },
      async cancel(reason) {
        onCancel()
        if (bytes > limit) await network.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )

  return {
    stream,
    collected,
    end: ending.give,
    fail(reason) {
      failure ??= { reason }
      controller.error(reason)
      ending.give()
    },
  }
}

const empty = new Uint8Array()

function concatenated(
  chunks: readonly Uint8Array<ArrayBuffer>[],
  bytes: number,
): Uint8Array<ArrayBuffer> {
  const [only] = chunks
  // A part of a larger buffer would keep all of that in memory, and on disk.
  if (only?.length === bytes && only.buffer.byteLength === bytes) return only
  const whole = new Uint8Array(bytes)
  let position = 0
  for (const chunk of chunks) {
    whole.set(chunk, position)
    position += chunk.length
  }
  return whole
}

/** Something to wait for that happens once. */
function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = nothing
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give: () => give() }
}

function nothing(): void {}
