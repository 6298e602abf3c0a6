import { concatenated } from './concatenated.ts'
import { deferred } from './deferred.ts'
import { pulledStream } from './pulled-stream.ts'

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
  let state: 'collecting' | 'collected' | 'too-long' = 'collecting'
  let isAbandoned = false
  let arrival = deferred<void>()
  const ending = deferred<void>()

  async function collect(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      for (;;) {
        const { done, value } = await network.read()
        if (done) return concatenated(chunks)
        assertBytes(value)
        bytes += value.length
        chunks.push(value)
        if (bytes > limit) {
          state = 'too-long'
          return undefined
        }
        arrival.resolve()
        arrival = deferred<void>()
      }
    } catch (reason) {
      failure ??= { reason }
      throw reason
    } finally {
      if (state === 'collecting') state = 'collected'
      // What is on its way to its reader, or was read, is not needed any more.
      chunks.splice(0, passedOn)
      passedOn = 0
      if (isAbandoned) letGo()
      arrival.resolve()
    }
  }

  /** Nobody will read what is left. */
  function letGo(): void {
    chunks.length = 0
    // The network may have failed.
    if (state === 'too-long') network.cancel().catch(nothing)
  }

  function abandon(): void {
    isAbandoned = true
    if (state !== 'collecting') letGo()
  }

  const collected = collect()
  // Who collects hears of it, and who reads; nobody else has to.
  collected.catch(nothing)

  /** The next chunk of those that were collected, and then of those that are not. */
  async function next(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    // One arrival is enough: nobody else takes what arrives.
    if (passedOn === chunks.length && state === 'collecting') await arrival.promise
    if (failure !== undefined) throw failure.reason
    const chunk = chunks[passedOn] ?? (await uncollected())
    if (chunk === undefined) {
      await ending.promise
      return undefined
    }
    if (state !== 'collecting' && passedOn < chunks.length) chunks[passedOn] = empty
    passedOn++
    // A copy, since it is his to change. A Buffer's `slice` would make none.
    return new Uint8Array(chunk)
  }

  async function uncollected(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return state === 'too-long' ? (await network.read()).value : undefined
  }

  const { stream, fail } = pulledStream({
    next,
    onCancel() {
      onCancel()
      abandon()
    },
  })

  return {
    stream,
    collected,
    end: () => ending.resolve(),
    fail(reason) {
      failure ??= { reason }
      fail(reason)
      abandon()
      ending.resolve()
    },
  }
}

const empty = new Uint8Array()

/** Only a network of the app's own making gives anything else; `fetch` refuses it as well. */
function assertBytes(chunk: unknown): void {
  if (!ArrayBuffer.isView(chunk)) throw new TypeError('A body consists of bytes')
}

function nothing(): void {}
