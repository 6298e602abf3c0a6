import { createParser, type EventSourceMessage } from 'eventsource-parser'

/** A stream that never ends a line must not fill the memory. Characters. */
const LONGEST_EVENT = 100_000

interface EventReader {
  /** From here on the stream can be resumed after this; an event need not have come with it. */
  readonly onId: (id: string) => void
  /** What one chunk completed; at least one, in the order of arrival. */
  readonly onEvents: (events: readonly EventSourceMessage[]) => void
  /** The wait before a reconnection that the server asks for; ms. */
  readonly onRetry: (ms: number) => void
}

/** Reads a stream of server-sent events to its end. @throws what the connection throws */
export async function readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { onId, onEvents, onRetry }: EventReader,
): Promise<void> {
  let events: EventSourceMessage[] = []
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onId,
    onRetry,
    maxBufferSize: LONGEST_EVENT,
  })
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    parser.feed(value)
    if (events.length > 0) onEvents(events)
    events = []
  }
}
