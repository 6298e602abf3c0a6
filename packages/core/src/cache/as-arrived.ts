/** What only `fetch` itself can set. */
export type Arrived = Pick<Response, 'url' | 'type' | 'redirected'>

/** A made response as if it had arrived: with what only `fetch` itself can set. A clone has it, too. */
export function asArrived(response: Response, { url, type, redirected }: Arrived): Response {
  const clone = (): Response =>
    asArrived(Response.prototype.clone.call(response), { url, type, redirected })
  return Object.defineProperties(response, {
    url: { value: url },
    type: { value: type },
    redirected: { value: redirected },
    clone: { value: clone, configurable: true },
  })
}
