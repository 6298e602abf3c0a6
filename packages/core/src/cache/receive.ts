import { isNullBodyStatus } from '../http/null-body-status.ts'
import type { StoredBody } from '../rules/stored-response.ts'
import { feedFrom } from './body-feed.ts'
import { bodyOf, readBody } from './read-body.ts'
import type { Flight } from './flight.ts'

/** How a response reaches a caller who wants it as soon as its head is there. */
export interface Streaming<Arrival> {
  /** The most bytes to collect meanwhile. */
  readonly limit: number
  readonly signal: AbortSignal | undefined
  /** The answer: with this body, of which he sees the end once `end` was called. */
  readonly answerWith: (body: ReadableStream<Uint8Array<ArrayBuffer>>, end: () => void) => Arrival
}

/**
 * The whole body of a response; meanwhile the caller who began the flight reads it as it arrives, if
 * he wants to. `undefined`: it is too long to be collected, and is his alone.
 */
export async function receive<Arrival>(
  response: Response,
  flight: Flight<Arrival>,
  streaming: Streaming<Arrival> | undefined,
): Promise<StoredBody | undefined> {
  if (streaming === undefined) return readBody(response)
  const { limit, signal, answerWith } = streaming
  // Some engines give a stream without a byte to a response that cannot have a body.
  if (response.body === null || isNullBodyStatus(response.status)) return readBody(response)
  let leave = (): void => undefined
  const feed = feedFrom(response.body, { limit, onCancel: () => leave() })
  leave = flight.answerEarly(answerWith(feed.stream, feed.end), feed.fail)
  const bytes = await feed.collected
  if (bytes !== undefined) return bodyOf(bytes)
  flight.handOver({ body: feed.stream }, signal)
  return undefined
}
