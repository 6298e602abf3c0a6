import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { isApiPath, withoutPrefix } from './mount.ts'
import { createStaticFiles } from './static-files.ts'

/** Options of {@link serve}. */
export interface ServeOptions {
  /** The API; its paths begin at `/`, the server puts them under `/api`. */
  readonly handler: { readonly fetch: (request: Request) => Promise<Response> }
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
  /** Stops: idle connections end at once, exchanges under way within 250 ms. */
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

  const answer = (request: Request): Promise<Response> =>
    isApiPath(new URL(request.url).pathname)
      ? handler.fetch(withoutPrefix(request))
      : serveFile(request)

  // Replacing the globals would change `fetch` for whoever shares this process, tests above all.
  const listener = getRequestListener(answer, { overrideGlobalObjects: false })
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  await listen(server, port, host)
  const bound = portOf(server)
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    server,
    close: () => close(server),
  }
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
