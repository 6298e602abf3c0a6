import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { bodyOf } from './bodies.ts'

/** What a listener saw and sent since it was opened. */
export interface Log {
  /** Answers by status. */
  readonly ok: number
  readonly notModified: number
  readonly other: number
  /** Bytes on the sockets, both ways: start lines, fields and bodies. */
  readonly wire: number
}

export interface Listener {
  readonly url: string
  log(): Log
  close(): Promise<void>
}

interface Resource {
  readonly version: number
  readonly etag: string
  readonly body: Buffer
}

/**
 * Serves coins on a port of its own, with the version that `versionOf` tells. A body is made and
 * hashed once for each version, so that an answer costs next to nothing.
 */
export async function listen(
  cacheControl: string,
  versionOf: (path: string) => number,
): Promise<Listener> {
  const resources = new Map<string, Resource>()
  const sockets = new Set<Socket>()
  const counts = { ok: 0, notModified: 0, other: 0 }

  function resourceOf(path: string): Resource | undefined {
    const version = versionOf(path)
    const known = resources.get(path)
    if (known?.version === version) return known
    const text = bodyOf(path, version)
    if (text === undefined) return undefined
    const body = Buffer.from(text)
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    const resource = { version, etag, body }
    resources.set(path, resource)
    return resource
  }

  function answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const resource = resourceOf(url)
    if (resource === undefined) {
      counts.other++
      response.writeHead(404).end()
      return
    }
    const { etag, body } = resource
    const fields = { etag, 'cache-control': cacheControl }
    if (headers['if-none-match'] === etag) {
      counts.notModified++
      response.writeHead(304, fields).end()
      return
    }
    counts.ok++
    const content = { 'content-type': 'application/json', 'content-length': body.length }
    response.writeHead(200, { ...fields, ...content }).end(body)
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, answer)
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The origin has no port')

  return {
    url: `http://127.0.0.1:${address.port}`,
    log: () => ({ ...counts, wire: wireOf(sockets) }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function wireOf(sockets: Iterable<Socket>): number {
  let bytes = 0
  for (const { bytesRead, bytesWritten } of sockets) bytes += bytesRead + bytesWritten
  return bytes
}
