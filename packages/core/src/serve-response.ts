import type { Arrival } from './arrival.ts'
import { asArrived } from './cache/as-arrived.ts'
import { formatCacheStatus } from './http/cache-status.ts'
import { currentAge } from './rules/age.ts'
import type { Seconds } from './rules/stored-response.ts'

/** A response with one of these statuses cannot have a body (Fetch standard §2.2.3). */
const nullBodyStatuses: ReadonlySet<number> = new Set([204, 205, 304])

/** The outer door: the answer as a caller of `fetch` expects it, with `Cache-Status` (RFC 9211). */
export function serveResponse(arrival: Arrival, now: Seconds): Response {
  if (arrival.kind === 'stream') return arrival.response
  const { stored, outcome } = arrival
  const { status, statusText, url } = stored
  const body = nullBodyStatuses.has(status) ? null : stored.body.content
  const headers = new Headers(stored.fields.map(([name, value]): [string, string] => [name, value]))
  // A reused response tells its age; the Date stays the origin's (RFC 9111 §4, §5.1).
  const isUnvalidated = outcome.kind === 'hit' || outcome.detail === 'stale-if-error'
  if (isUnvalidated) headers.set('age', String(Math.floor(currentAge(stored, now))))
  headers.append('cache-status', formatCacheStatus(outcome))
  const response = new Response(body, { status, statusText, headers })
  // The constructor makes one up for text.
  if (!headers.has('content-type')) response.headers.delete('content-type')
  return asArrived(response, { url, type: 'basic', redirected: false })
}
