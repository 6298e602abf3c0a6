/** What only `fetch` itself can set. */
export type Arrived = Pick<Response, 'url' | 'type' | 'redirected'>

/**
 * A made response as if it had arrived: with what only `fetch` itself can set. A clone has it, too.
 * It holds the response that arrived, for Node cancels the body of one that nobody holds any more.
 */
export function asArrived(response: Response, arrived: Arrived): Response {
  const { url, type, redirected } = arrived
  const clone = (): Response => asArrived(Response.prototype.clone.call(response), arrived)
  return Object.defineProperties(response, {
    url: { value: url },
    type: { value: type },
    redirected: { value: redirected },
    clone: { value: clone },
  })
}
