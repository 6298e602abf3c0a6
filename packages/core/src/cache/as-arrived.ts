import type { BodyReaders } from './own-readers.ts'

/** What only `fetch` itself can set. */
export type Arrived = Pick<Response, 'url' | 'type' | 'redirected' | 'headers'>

/** Nobody changes the fields of what has arrived: their guard is "immutable" (Fetch standard §5.6). */
const refusal = {
  value(): never {
    throw new TypeError('The headers of a response from fetch cannot be changed: copy them first')
  },
}
const immutable = { append: refusal, delete: refusal, set: refusal }

/**
 * A response as if it had arrived: with what only `fetch` itself can set, with these fields, and with
 * readers that know its body better than the engine. A clone has it all, too.
 */
export function asArrived(
  response: Response,
  arrived: Arrived,
  readersOf?: (response: Response) => BodyReaders,
): Response {
  const { url, type, redirected } = arrived
  const headers = Object.defineProperties(arrived.headers, immutable)
  const clone = (): Response =>
    asArrived(Response.prototype.clone.call(response), arrived, readersOf)
  const given = { url, type, redirected, headers, clone, ...readersOf?.(response) }
  for (const [name, value] of Object.entries(given)) {
    // A network that a test made up may give the same response twice.
    Object.defineProperty(response, name, { value, configurable: true })
  }
  return response
}
