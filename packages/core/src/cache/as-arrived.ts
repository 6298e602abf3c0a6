import { ownReaders } from './own-readers.ts'

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
 * A response as if it had arrived: with what only `fetch` itself can set, and with these fields. A
 * clone has it, too. One that streams fails with its stream's own error.
 */
export function asArrived(response: Response, arrived: Arrived, isStreamed = false): Response {
  const given = {
    url: arrived.url,
    type: arrived.type,
    redirected: arrived.redirected,
    headers: Object.defineProperties(arrived.headers, immutable),
    clone: () => asArrived(Response.prototype.clone.call(response), arrived, isStreamed),
    ...(isStreamed ? ownReaders(response) : {}),
  }
  for (const [name, value] of Object.entries(given)) {
    // A network that a test made up may give the same response twice.
    Object.defineProperty(response, name, { value, configurable: true })
  }
  return response
}
