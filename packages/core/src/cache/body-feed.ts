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
        if (done) return concatenated(chunks)
        // A byte stream takes what is empty for a mistake.
        if (value.length === 0) continue
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

  /** Of those that nobody collects. */
  async function nextPart(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    let part = await network.read()
    while (part.value?.length === 0) part = await network.read()
    return part.value
  }

  /** The next chunk of those that were collected, and then of those that are not. */
  async function next(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    // Each of its signals is given once.
    if (passedOn === chunks.length && state === 'collecting') await arrival.given
    if (failure !== undefined) throw failure.reason
    const chunk = chunks[passedOn]
    if (chunk === undefined) return bytes > limit ? nextPart() : undefined
    passedOn++
    // His to change; and what is too long to be kept need not stay.
    if (bytes <= limit) return chunk.slice()
    chunks[passedOn - 1] = empty
    return chunk
  }

  let controller: Controller
  const stream = byteStream({
    start(given) {
      controller = given
    },
    async pull() {
      const chunk = await next()
      if (chunk === undefined) await ending.given
      // The network may have failed since the chunk was taken, and would not be heard again.
      if (failure !== undefined) throw failure.reason
      if (chunk === undefined) close(controller)
      else controller.enqueue(chunk)
    },
    async cancel(reason) {
      onCancel()
      if (bytes > limit) await network.cancel(reason)
    },
  })

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

interface Controller extends Pick<
  ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>,
  'close' | 'enqueue' | 'error'
> {
  readonly byobRequest?: ReadableStreamBYOBRequest | null
}

interface Source {
  readonly start: (controller: Controller) => void
  readonly pull: () => Promise<void>
  readonly cancel: (reason: unknown) => Promise<void>
}

/**
 * A stream as `fetch` makes them: it fills a reader's own buffer, and its branches share no bytes.
 * WebKit's streams can do neither.
 */
function byteStream(source: Source): ReadableStream<Uint8Array<ArrayBuffer>> {
  const atOnce = { highWaterMark: 0 }
  try {
    return new ReadableStream({ ...source, type: 'bytes' }, atOnce)
  } catch {
    return new ReadableStream(source, atOnce)
  }
}

/** Who waits with a buffer of his own gets it back, empty. */
function close(controller: Controller): void {
  controller.close()
  controller.byobRequest?.respond(0)
}

const empty = new Uint8Array()

export function concatenated(chunks: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const bytes = chunks.reduce((sum, { length }) => sum + length, 0)
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
