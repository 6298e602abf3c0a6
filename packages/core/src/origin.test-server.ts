import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the origin got it. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface Reply {
  readonly status?: number
  readonly statusText?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** Anything but text and bytes is sent as JSON. */
  readonly body?: unknown
  /** Sends this many bytes of the body, then cuts the connection. */
  readonly cutAfter?: number
  /** Sends the body and never its end. */
  readonly endless?: boolean
}

export type Script = Reply | ((request: Received) => Reply | Promise<Reply>)

/** An HTTP server on a port of its own, which answers by script. */
export interface Origin extends AsyncDisposable {
  readonly url: string
  readonly requests: readonly Received[]
  /** One script for each request to the path, in order; the last one stays. */
  answer(path: string, ...scripts: readonly [Script, ...Script[]]): void
  /** Forgets scripts and requests. */
  reset(): void
}

export async function startOrigin(): Promise<Origin> {
  const scripts = new Map<string, Script[]>()
  const requests: Received[] = []
  const server = createServer((message, response) => {
    void respond(message, response)
  })

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = message
    const received = { method, path, headers }
    requests.push(received)
    const queue = scripts.get(path) ?? [{ status: 404 }]
    const script = (queue.length > 1 ? queue.shift() : queue[0]) ?? {}
    send(response, typeof script === 'function' ? await script(received) : script)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer: (path, ...given) => scripts.set(path, [...given]),
    reset() {
      scripts.clear()
      requests.length = 0
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function send(response: ServerResponse, reply: Reply): void {
  const bytes = bytesOf(reply.body ?? '')
  writeHead(response, reply)
  if (reply.endless) response.write(bytes)
  else if (reply.cutAfter === undefined) response.end(bytes.length === 0 ? undefined : bytes)
  else {
    response.setHeader('content-length', bytes.length)
    response.flushHeaders()
    response.write(bytes.subarray(0, reply.cutAfter), () => response.destroy())
  }
}

function writeHead(response: ServerResponse, reply: Reply): void {
  const { status = 200, statusText = '', headers = {}, body = '' } = reply
  // The cache under test has a clock of its own.
  response.sendDate = false
  response.statusCode = status
  if (statusText !== '') response.statusMessage = statusText
  if (typeof body !== 'string') response.setHeader('content-type', 'application/json')
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}

function bytesOf(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body)
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}

/** A resource with an entity-tag, which honours `If-None-Match`. */
export function tagged(etag: string, body: unknown, headers: Reply['headers'] = {}): Script {
  return (request) => {
    const tags = String(request.headers['if-none-match'] ?? '').split(', ')
    return tags.includes(etag)
      ? { status: 304, headers: { etag, ...headers } }
      : { headers: { etag, ...headers }, body }
  }
}

/** A script that waits: `arrived` tells when the origin has the request, `release` lets it answer. */
export function held(script: Script): {
  readonly script: Script
  readonly arrived: Promise<Received>
  readonly release: () => void
} {
  const arrival = Promise.withResolvers<Received>()
  const gate = Promise.withResolvers<void>()
  return {
    async script(request) {
      arrival.resolve(request)
      await gate.promise
      return typeof script === 'function' ? script(request) : script
    },
    arrived: arrival.promise,
    release: gate.resolve,
  }
}
