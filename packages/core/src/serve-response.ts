import type { Arrival } from './arrival.ts'
import { asArrived } from './cache/as-arrived.ts'
import { inPieces } from './cache/in-pieces.ts'
import { ownReaders, textReaders } from './cache/own-readers.ts'
import { bytesOf } from './http/bytes-of.ts'
import { formatCacheStatus } from './http/cache-status.ts'
import { type Fields, fieldValue } from './http/fields.ts'
import { isNullBodyStatus } from './http/null-body-status.ts'
import { isSameOrigin } from './resolve-url.ts'
import { currentAge } from './rules/age.ts'
import type { Seconds, StoredBody } from './rules/stored-response.ts'

/** The outer door: the answer as a caller of `fetch` expects it, with `Cache-Status` (RFC 9211). */
export function serveResponse(arrival: Arrival, now: Seconds): Response {
  return arrival.kind === 'stream' ? served(arrival) : rebuilt(arrival, now)
}

/** The network's response, and what the cache did. */
function served(arrival: Extract<Arrival, { kind: 'stream' }>): Response {
  const { response, body, outcome, landing } = arrival
  const { status, statusText, url, type, redirected } = response
  // An opaque response tells nothing, nor what the cache did.
  if (status === 0) return response
  // A network that a test made up may give the same response twice: it tells of each time alone.
  const headers = new Headers(Reflect.get(Response.prototype, 'headers', response))
  headers.append('cache-status', formatCacheStatus(outcome))
  const arrived = { url, type, redirected, headers }
  // Its own body is better than any made of it: Firefox hides how that fails, and it costs more.
  const answer =
    landing === undefined ? response : new Response(body, { status, statusText, headers })
  // It fails with its stream's own error.
  return asArrived(answer, arrived, ownReaders)
}

/** A stored response; its fields as they came, if it came for this very caller. */
function rebuilt(arrival: Extract<Arrival, { kind: 'complete' }>, now: Seconds): Response {
  const { stored, outcome, asReceived } = arrival
  const { status, statusText, url } = stored
  const { content } = stored.body
  const body = isNullBodyStatus(status) ? null : bodyInitOf(stored.body)
  const fields = asReceived ?? stored.fields
  // A reused response tells its age; the Date stays the origin's (RFC 9111 §4, §5.1).
  const isUnvalidated = outcome.kind === 'hit' || outcome.detail === 'stale-if-error'
  const age = isUnvalidated ? String(Math.floor(currentAge(stored, now))) : undefined
  const headers = headersOf(fields, age, formatCacheStatus(outcome))
  const response = new Response(body, { status, statusText, headers })
  // The constructor makes one up for text.
  if (fieldValue(fields, 'content-type') === undefined) response.headers.delete('content-type')
  // A page sees an answer of another origin by CORS; a program without a page knows no origins.
  const type = isSameOrigin(url) ? 'basic' : 'cors'
  const arrived = { url, type, redirected: false, headers: response.headers } as const
  if (body === null || typeof content !== 'string') return asArrived(response, arrived)
  return asArrived(response, arrived, (one) => textReaders(one, content))
}

function headersOf(
  fields: Fields,
  age: string | undefined,
  cacheStatus: string,
): [string, string][] {
  const headers: [string, string][] = []
  for (const field of fields) {
    if (field[0] !== 'age' || age === undefined) headers.push([field[0], field[1]])
  }
  if (age !== undefined) headers.push(['age', age])
  headers.push(['cache-status', cacheStatus])
  return headers
}

/** WebKit drops a byte order mark from bytes, as the standard has it, and not from text. */
function bodyInitOf(body: StoredBody): BodyInit {
  const { content } = body
  const isMarked = typeof content === 'string' && content.startsWith('\u{feff}')
  return isMarked ? bytesOf(content) : inPieces(body)
}
