import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { fieldWire, type Wire } from '@etagged/coin-api'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { isApiPath, withoutPrefix } from './mount.ts'
import { refusalOf } from './refusal.ts'
import { sendStream } from './send-stream.ts'
import { createStaticFiles } from './static-files.ts'
import { wholeBody } from './whole-body.ts'

/** Options of {@link serve}. */
export interface ServeOptions {
  /**
   * The API; its paths begin at `/`, the server puts them under `/api`. Its `Response.error()` is a
   * connection that breaks. An answer that says how long it will be, or is a stream of events, is
   * sent as it comes; if it breaks, so does the connection.
   */
  readonly handler: { readonly fetch: (request: Request, wire: Wire) => Promise<Response> }
  /** Port to listen on; 0 lets the system choose a free one. */
  readonly port: number
  /** Address to listen on. @default '127.0.0.1', this machine only */
  readonly host?: string
  /** A directory with a built app to serve beside the API. @default nothing but the API */
  readonly staticDir?: string
}

/** A server that listens. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:8787`, without a slash at the end. */
  readonly url: string
  readonly port: number
  readonly server: Server
  /** Stops: idle connections and streams end at once, exchanges under way within 250 ms. */
  readonly close: () => Promise<void>
}

const GRACE = 250

/**
 * Binds an API, and on request a built app, to a port. Rejects when it cannot listen; a busy port
 * is named together with the remedy.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { handler, port, host = '127.0.0.1', staticDir } = options
  const serveFile = staticDir === undefined ? notHere : createStaticFiles(staticDir)

  const ended = new AbortController()

  const answerApi = async (request: Request, outgoing: ServerResponse): Promise<Response> => {
    const body = await wholeBody(request)
    if (body === 'too-large') return tooLarge()
    const inner = withoutPrefix(request, body)
    // Whoever writes X-Forwarded-For may write anything; the socket knows who is there.
    const wire = fieldWire(inner, outgoing.socket?.remoteAddress)
    const answer = wire.withCookies(await handler.fetch(inner, wire))
    if (answer.type === 'error') outgoing.destroy()
    else if (isStream(answer)) await sendStream(answer, outgoing, ended.signal)
    else return answer
    return RESPONSE_ALREADY_SENT
  }

  const answer = async (request: Request, outgoing: ServerResponse): Promise<Response> =>
    refusalOf(request, host) ??
    (isApiPath(new URL(request.url).pathname) ? answerApi(request, outgoing) : serveFile(request))

  // Replacing the globals would change `fetch` for whoever shares this process, tests above all.
  const server = createServer((incoming, outgoing) => {
    const listener = getRequestListener((request) => answer(request, outgoing), {
      overrideGlobalObjects: false,
    })
    void listener(incoming, outgoing)
  })
  await listen(server, port, host)
  const bound = portOf(server)
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    server,
    close: () => {
      ended.abort()
      return close(server)
    },
  }
}

function tooLarge(): Response {
  const complaint = {
    message: 'Request body is too large',
    error: 'Payload Too Large',
    statusCode: 413,
  }
  return Response.json(complaint, { status: 413, headers: { connection: 'close' } })
}

/** Would it be wrong to wait for the end of this answer, or to count its bytes? */
function isStream({ headers }: Response): boolean {
  const type = headers.get('content-type') ?? ''
  return headers.has('content-length') || type.startsWith('text/event-stream')
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') {
      const remedy = `Set PORT to a free one, for example PORT=${port + 1}.`
      throw new Error(`Port ${port} is in use. ${remedy}`, { cause })
    }
    throw cause
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const patience = setTimeout(() => server.closeAllConnections(), GRACE)
  await closed
  clearTimeout(patience)
}

function notHere(): Promise<Response> {
  return Promise.resolve(new Response('Not found', { status: 404 }))
}
