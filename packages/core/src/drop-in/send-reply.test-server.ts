import type { ServerResponse } from 'node:http'
import { deflateSync, gzipSync } from 'node:zlib'
import { patternOf } from './pattern.test-fixture.ts'

/** How a resource answers. It is written into its URL, so that each test says what it meets. */
export interface Reply {
  readonly status?: number
  readonly statusText?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly text?: string
  readonly bytes?: readonly number[]
  /** So many bytes of the pattern. */
  readonly pattern?: number
  readonly coding?: 'gzip' | 'deflate'
  /** Without Content-Length. */
  readonly chunked?: boolean
  /** Answers `Range` with a part. */
  readonly ranges?: boolean
  /** Sends so many bytes of the body, then cuts the connection. */
  readonly cutAfter?: number
  /** Cuts the connection without an answer. */
  readonly hangsUp?: boolean
  /** The fields of the answer to a CORS preflight. */
  readonly preflight?: Readonly<Record<string, string>>
}

/** A request as it came. */
export interface Received {
  readonly method: string
  /** Path and query. */
  readonly target: string
  /** Repeated fields are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly bytes: readonly number[]
}

export function sendReply(received: Received, outgoing: ServerResponse, reply: Reply): void {
  const { method, headers } = received
  const { etag } = reply.headers ?? {}
  if (reply.hangsUp) outgoing.socket?.destroy()
  else if (method === 'OPTIONS' && reply.preflight) sendPreflight(outgoing, reply.preflight)
  else if (etag !== undefined && headers['if-none-match'] === etag) sendHead(outgoing, reply)
  else sendBody(outgoing, reply, reply.ranges ? headers['range'] : undefined)
}

export function writeHead(
  outgoing: ServerResponse,
  { status = 200, statusText, headers = {} }: Reply,
): void {
  // A second call must not differ by the time it was made.
  outgoing.sendDate = false
  outgoing.statusCode = status
  if (statusText !== undefined) outgoing.statusMessage = statusText
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
}

function sendPreflight(outgoing: ServerResponse, headers: Readonly<Record<string, string>>): void {
  writeHead(outgoing, { status: 204, headers })
  outgoing.end()
}

function sendHead(outgoing: ServerResponse, { headers = {} }: Reply): void {
  writeHead(outgoing, { status: 304, headers })
  outgoing.end()
}

function sendBody(outgoing: ServerResponse, reply: Reply, range: string | undefined): void {
  const { status, coding, chunked, cutAfter } = reply
  const whole = encoded(bodyOf(reply), coding)
  const part = partOf(whole, range)
  const body = part?.bytes ?? whole
  writeHead(outgoing, part === undefined ? reply : { ...reply, status: 206 })
  if (part !== undefined) outgoing.setHeader('content-range', part.field)
  if (coding !== undefined) outgoing.setHeader('content-encoding', coding)
  if (!chunked && status !== 204) outgoing.setHeader('content-length', body.length)
  if (cutAfter === undefined) outgoing.end(body)
  else sendPart(outgoing, body.subarray(0, cutAfter))
}

function sendPart(outgoing: ServerResponse, part: Buffer): void {
  outgoing.flushHeaders()
  outgoing.write(part, () => outgoing.destroy())
}

function bodyOf({ text = '', bytes, pattern = 0 }: Reply): Buffer {
  if (bytes !== undefined) return Buffer.from(bytes)
  return Buffer.from(pattern > 0 ? patternOf(pattern) : new TextEncoder().encode(text))
}

function encoded(body: Buffer, coding: Reply['coding']): Buffer {
  if (coding === undefined) return body
  return coding === 'gzip' ? gzipSync(body) : deflateSync(body)
}

function partOf(whole: Buffer, range: string | undefined) {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
  if (first === undefined) return undefined
  const bytes = whole.subarray(Number(first), Number(last) + 1)
  return { bytes, field: `bytes ${first}-${last}/${whole.length}` }
}
