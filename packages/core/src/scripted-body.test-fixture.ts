/** A body from the network that a test sends piece by piece. */
export interface ScriptedBody {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>
  /** How often the reader has asked for a chunk that it did not have yet. */
  readonly asked: () => number
  /** Why the reader gave it up; `undefined`: it did not. */
  readonly cancelled: () => { readonly reason: unknown } | undefined
  send(text: string): void
  end(): void
  fail(reason: unknown): void
}

const encoder = new TextEncoder()

export function scriptedBody(): ScriptedBody {
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>
  let asked = 0
  let cancelled: { readonly reason: unknown } | undefined
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(given) {
        controller = given
      },
      pull() {
        asked++
      },
      cancel(reason) {
        cancelled = { reason }
      },
    },
    { highWaterMark: 0 },
  )
  return {
    stream,
    asked: () => asked,
    cancelled: () => cancelled,
    send: (text) => controller.enqueue(encoder.encode(text)),
    end: () => controller.close(),
    fail: (reason) => controller.error(reason),
  }
}

/** What a reader gets next, as text; `undefined` at the end. */
export async function nextText(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<string | undefined> {
  const { done, value } = await reader.read()
  return done ? undefined : new TextDecoder().decode(value)
}
