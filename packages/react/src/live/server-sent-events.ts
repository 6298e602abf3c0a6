import { UsageError } from '@etagged/core'
import type { LiveSource } from './live-source.ts'
import { report } from '../report.ts'

/** One event of a stream (HTML §9.2). */
export interface ServerSentEvent {
  /** Its `event` field; `message` without one. */
  readonly type: string
  /** Its `data` fields, joined by line feeds. */
  readonly data: string
  /** The last `id` field of the stream so far; empty if there was none. */
  readonly id: string
}

/** How {@link serverSentEvents} connects, and what it makes of an event. */
export interface ServerSentEventsOptions<Event> {
  /** The types to listen for. @default ['message'] */
  readonly events?: readonly string[]
  /** Send cookies to another origin. @default false */
  readonly withCredentials?: boolean
  /**
   * What an event says; `undefined` drops it. What this throws is reported as an uncaught error.
   * @default its data as JSON; what is no JSON is dropped
   */
  readonly read?: (event: ServerSentEvent) => Event | undefined
  /**
   * Makes the connection, where the platform has none or another one is wanted.
   * @default the platform's own, looked up at each connection
   */
  readonly EventSource?: typeof EventSource
}

/**
 * A stream of server-sent events. The URL is resolved as `EventSource` does it, against the page's own
 * and not a client's `baseUrl`. `EventSource` sends cookies and no header of yours: for a stream that
 * wants one, write a {@link LiveSource} on `fetch`.
 *
 * Each connection is a new one, without `Last-Event-ID`: {@link useLive} validates what was missed.
 *
 * Opening it throws {@link UsageError} where the platform has no `EventSource`.
 *
 * @param url of the stream
 */
export function serverSentEvents<Event = unknown>(
  url: string | URL,
  options: ServerSentEventsOptions<Event> = {},
): LiveSource<Event> {
  const { events = ['message'], read = readJson } = options
  return {
    open(listener) {
      const Connection = options.EventSource ?? globalThis.EventSource
      if (Connection === undefined) throw new UsageError('Pass an EventSource: here is none')
      const connection = new Connection(url, options)

      function hear({ type, data, lastEventId: id }: MessageEvent<string>): void {
        try {
          const event = read({ type, data, id })
          if (event !== undefined) listener.onEvent(event as Event)
        } catch (error) {
          report(error)
        }
      }

      connection.addEventListener('open', () => listener.onOpen())
      for (const type of events) connection.addEventListener(type, hear)
      connection.addEventListener('error', () => {
        // It may be about to connect again by itself, all pages in the same instant.
        connection.close()
        listener.onClose()
      })
      return () => connection.close()
    },
  }
}

function readJson({ data }: ServerSentEvent): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
