import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Plugin } from 'vite'
import { type Channel, createChannel, type Order } from './channel.test-server.ts'
import { type Received, type Reply, sendReply } from './send-reply.test-server.ts'

/** Where else a test may go. */
export interface Surroundings {
  /** The same resources under another origin. */
  readonly elsewhere: string
  /** Nobody listens there. */
  readonly refused: string
}

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>

/** Gives the tests in a page the origin under `/drop-in/`, on the page's own origin. */
export function serveBehaviourOrigin(): Plugin {
  return {
    name: 'etagged:behaviour-origin',
    async configureServer({ middlewares }) {
      const handle = await createBehaviourOrigin()
      // Ahead of Vite, which answers every OPTIONS itself and adds a field to the other answers.
      middlewares.stack.unshift({
        route: '',
        handle(incoming: IncomingMessage, outgoing: ServerResponse, next: () => void) {
          if (incoming.url?.startsWith('/drop-in/')) void handle(incoming, outgoing)
          else next()
        },
      })
    },
  }
}

/** The same origin on a port of its own, for tests outside of a page. */
export async function startBehaviourOrigin(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = await listen(await createBehaviourOrigin())
  return {
    url: urlOf(server),
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** A resource that answers as its URL says, an echo, and channels led by orders. */
async function createBehaviourOrigin(): Promise<Handler> {
  const log = new Map<string, Received[]>()
  const channels = new Map<string, Channel>()
  const surroundings = await startSurroundings(handle)

  function channelOf(id: string): Channel {
    const channel = channels.get(id) ?? createChannel()
    channels.set(id, channel)
    return channel
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(incoming.url ?? '/', 'http://origin.test')
    const [, , route, id = ''] = pathname.split('/')
    if (route === 'surroundings') return tell(outgoing, surroundings)
    if (route === 'log') return tell(outgoing, log.get(id) ?? [])
    if (route === 'order') {
      await channelOf(id).obey(saidIn(search) as Order)
      return tell(outgoing, null)
    }
    const received = await receive(incoming)
    log.set(id, [...(log.get(id) ?? []), received])
    const reply = saidIn(search) as Reply
    if (route === 'echo') tell(outgoing, received)
    else if (route === 'channel') channelOf(id).take(outgoing, reply)
    else sendReply(received, outgoing, reply)
  }

  return handle
}

async function startSurroundings(handle: Handler): Promise<Surroundings> {
  const elsewhere = await listen(handle)
  // It is there as long as the process, and does not keep it.
  elsewhere.unref()
  const gone = await listen(handle)
  const refused = urlOf(gone)
  gone.close()
  return { elsewhere: urlOf(elsewhere), refused }
}

async function listen(handle: Handler): Promise<Server> {
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

function urlOf(server: Server): string {
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

/** The JSON in a query. */
function saidIn(search: string): unknown {
  return search.startsWith('?%7B') ? JSON.parse(decodeURIComponent(search.slice(1))) : {}
}

async function receive(incoming: IncomingMessage): Promise<Received> {
  const { method = '', url: target = '', rawHeaders } = incoming
  const headers: Record<string, string> = {}
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? ''
    const value = rawHeaders[at + 1] ?? ''
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  return { method, target, headers, text: body.toString(), bytes: [...body] }
}

function tell(outgoing: ServerResponse, value: unknown): void {
  outgoing.setHeader('content-type', 'application/json')
  outgoing.setHeader('cache-control', 'no-store')
  outgoing.setHeader('access-control-allow-origin', '*')
  outgoing.end(JSON.stringify(value))
}
