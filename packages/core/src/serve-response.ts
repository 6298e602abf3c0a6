import type { Arrival } from './arrival.ts'
import { asArrived } from './cache/as-arrived.ts'
import { failAlike } from './cache/fail-alike.ts'
import { inPieces } from './cache/in-pieces.ts'
import type { Feed } from './cache/receive.ts'
import { formatCacheStatus } from './http/cache-status.ts'
import { currentAge } from './rules/age.ts'
import type { Seconds } from './rules/stored-response.ts'

/** A response with one of these statuses cannot have a body (Fetch standard §2.2.3). */
const nullBodyStatuses: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

/** The outer door: the answer as a caller of `fetch` expects it, with `Cache-Status` (RFC 9211). */
export function serveResponse(arrival: Arrival, now: Seconds): Response {
  if (arrival.kind === 'complete') return rebuilt(arrival, now)
  const { response, signal, outcome, landing } = arrival
  const cacheStatus = formatCacheStatus(outcome)
  if (landing !== undefined) return streamed(response, landing.feed, cacheStatus)
  return failAlike(told(response, cacheStatus), () =>
    signal.aborted ? { reason: signal.reason } : undefined,
  )
}

/** What the network's responses had before they told of the cache. */
const untold = new WeakMap<Response, Pick<Response, 'headers' | 'clone'>>()

/**
 * The network's response itself, whose fields now tell what the cache did. Another one, made of its
 * body, would lose its body in Node once nobody holds the first, and read an aborted body as a whole
 * one in Firefox.
 */
function told(response: Response, cacheStatus: string): Response {
  // A network of the app's own making may give one response several times.
  const own = untold.get(response) ?? {
    headers: response.headers,
    clone: response.clone.bind(response),
  }
  untold.set(response, own)
  const headers = new Headers(own.headers)
  headers.append('cache-status', cacheStatus)
  const clone = (): Response => told(own.clone(), cacheStatus)
  return Object.defineProperties(response, {
    headers: { value: headers, configurable: true },
    clone: { value: clone, configurable: true },
  })
}

/** A response whose body still arrives, and is stored meanwhile. */
function streamed(response: Response, { stream, failureOf }: Feed, cacheStatus: string): Response {
  const { status, statusText } = response
  const headers = new Headers(response.headers)
  headers.append('cache-status', cacheStatus)
  const body = nullBodyStatuses.has(status) ? null : stream
  const made = asArrived(new Response(body, { status, statusText, headers }), response)
  return failAlike(made, failureOf)
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
