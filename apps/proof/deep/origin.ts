import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { answerOf, send } from '../src/browsers/answer-stamped.ts'
import { createStampedOrigin, type Logged } from '../src/browsers/stamped-origin.ts'

/** The page and a stamped origin on one port, in the hands of a test. */
export interface Origin {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string
  /** The requests to the API, in the order in which they came. */
  readonly log: readonly Logged[]
  forgetLog(): void
  /** The next answer for a path that begins so is worked out, but stays until it is released. */
  holdNext(prefix: string): HeldAnswer
  close(): Promise<void>
}

/** An answer that waits in the server. */
export interface HeldAnswer {
  /** Resolves when the request has come. */
  readonly ready: Promise<void>
  readonly release: () => void
}

interface Hold {
  readonly arrive: () => void
  readonly released: Promise<void>
}

/** A page of the origin without a client in it. */
export const ELSEWHERE = '/elsewhere'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
}

/** Serves the folder at `/`, and stamped answers under `/api/`. */
export async function openOrigin(folder: string): Promise<Origin> {
  const stamped = createStampedOrigin()
  const holds = new Map<string, Hold>()

  function takeHold(target: string): Hold | undefined {
    for (const [prefix, hold] of holds) {
      if (!target.startsWith(prefix)) continue
      holds.delete(prefix)
      return hold
    }
    return undefined
  }

  async function answerApi(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (incoming.method === 'OPTIONS')
      return send(outgoing, { status: 204, fields: CORS, body: '' })
    const { status, fields, body, delay } = answerOf(stamped, incoming)
    const hold = takeHold(incoming.url ?? '')
    hold?.arrive()
    await hold?.released
    if (delay > 0) await setTimeout(delay)
    send(outgoing, { status, fields: { ...CORS, ...fields }, body })
  }

  async function answerFile(target: string, outgoing: ServerResponse): Promise<void> {
    if (target === ELSEWHERE) return send(outgoing, { status: 200, fields: {}, body: 'Elsewhere' })
    const name = target === '/' ? 'index.html' : target.slice(1)
    const content = await readFile(join(folder, name.replaceAll('..', ''))).catch(() => undefined)
    const type = TYPES[extname(name)] ?? 'text/plain'
    outgoing
      .writeHead(content === undefined ? 404 : 200, { ...CORS, 'content-type': type })
      .end(content)
  }

  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://origin.test')
    void (pathname.startsWith('/api/')
      ? answerApi(incoming, outgoing)
      : answerFile(pathname, outgoing))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined

  return {
    url: `http://127.0.0.1:${port}`,
    get log() {
      return stamped.log
    },
    forgetLog: () => stamped.forgetLog(),
    holdNext(prefix) {
      const { promise: ready, resolve: arrive } = Promise.withResolvers<void>()
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      holds.set(prefix, { arrive, released })
      return { ready, release }
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

// A sandboxed page has no origin, so all it asks for is cross-origin.
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, if-none-match, cache-control',
  'access-control-allow-methods': 'GET, HEAD, PUT',
  'access-control-expose-headers': 'etag, date, age, vary',
}
