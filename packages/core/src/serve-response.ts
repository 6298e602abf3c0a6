import type { Arrival } from './arrival.ts'
import { asArrived } from './cache/as-arrived.ts'
import { inPieces } from './cache/in-pieces.ts'
import { formatCacheStatus } from './http/cache-status.ts'
import { currentAge } from './rules/age.ts'
import type { Seconds } from './rules/stored-response.ts'

/** A response with one of these statuses cannot have a body (Fetch standard §2.2.3). */
const nullBodyStatuses: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

/** The outer door: the answer as a caller of `fetch` expects it, with `Cache-Status` (RFC 9211). */
export function serveResponse(arrival: Arrival, now: Seconds): Response {
  return arrival.kind === 'stream' ? served(arrival) : rebuilt(arrival, now)
}

/** The network's response, and what the cache did. */
function served(arrival: Extract<Arrival, { kind: 'stream' }>): Response {
  const { response, body, outcome } = arrival
  const { status, statusText } = response
  // Nothing can stand for an opaque response, nor for a status that no response can be made with.
  if (status < 200 || status > 599) return response
  const headers = new Headers(response.headers)
  headers.append('cache-status', formatCacheStatus(outcome))
  const made = new Response(nullBodyStatuses.has(status) ? null : body, {
    status,
    statusText,
    headers,
  })
  return asArrived(made, response)
}

/** A stored response. */
function rebuilt(arrival: Extract<Arrival, { kind: 'complete' }>, now: Seconds): Response {
  const { stored, outcome } = arrival
  const { status, statusText, url } = stored
  const body = nullBodyStatuses.has(status) ? null : inPieces(stored.body)
  const headers = new Headers(stored.fields.map(([name, value]): [string, string] => [name, value]))
  // A reused response tells its age; the Date stays the origin's (RFC 9111 §4, §5.1).
  const isUnvalidated = outcome.kind === 'hit' || outcome.detail === 'stale-if-error'
  if (isUnvalidated) headers.set('age', String(Math.floor(currentAge(stored, now))))
  headers.append('cache-status', formatCacheStatus(outcome))
  const response = new Response(body, { status, statusText, headers })
  // The constructor makes one up for text.
  if (!headers.has('content-type')) response.headers.delete('content-type')
  return asArrived(response, { url, type: typeOf(url), redirected: false })
}

/** A page sees an answer of another origin by CORS; a program without a page knows no origins. */
function typeOf(url: string): ResponseType {
  const origin = globalThis.location?.origin
  return origin === undefined || url.startsWith(`${origin}/`) ? 'basic' : 'cors'
}
