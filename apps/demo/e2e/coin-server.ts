import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { serve } from '@etagged/api'
import {
  type CoinApiOptions,
  createCoinApi,
  type Market,
  type Switches,
  TEST_ADDRESSES,
  type Wire,
} from '@etagged/coin-api'

/** One request to the API, as the server's socket saw it. */
export interface Exchange {
  readonly method: string
  /** Without `/api` and without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Whose bearer token it carries. */
  readonly user: string | undefined
  readonly token: string | undefined
  readonly ifNoneMatch: string | undefined
  /** `undefined` until the whole answer has left. */
  readonly status: number | undefined
  /** What the socket has sent for it so far, fields included. */
  readonly bytes: number
  /** Has it ended, well or not? */
  readonly isOver: boolean
}

/** How the API differs from one without limits, whose market stands still and can be controlled. */
export type ServedApi = Pick<
  Partial<CoinApiOptions>,
  'clock' | 'limits' | 'control' | 'tradesPerSecond'
>

/** An answer that the API would not give by itself. */
export interface Reply {
  /** @default 200 */
  readonly status?: number
  readonly fields?: Readonly<Record<string, string>>
  readonly body?: string
  /** Promises more bytes than come, and then breaks the connection. */
  readonly cutShort?: boolean
}

/** An answer that waits in the server. */
export interface HeldAnswer {
  /** Resolves when a request has come and its answer is ready. */
  readonly ready: Promise<void>
  readonly release: () => void
}

/** Bytes that a reply promises and does not bring. */
const MISSING = 1000

/** The local coin API and the built demo on one port, in the hands of a test. */
export interface CoinServer {
  readonly url: string
  readonly market: Market
  /**
   * The requests to the API since the last `forgetLog`, in the order in which they came; but those
   * for the stream and the controls, which are no business of the cache, are `asides`.
   */
  readonly log: readonly Exchange[]
  readonly asides: readonly Exchange[]
  /** The statuses in the log, of one path or of all. */
  statuses(path?: string): readonly (number | undefined)[]
  forgetLog(): void
  /** Every answer of the API leaves this much later; ms. */
  delayAnswers(ms: number): void
  /** The next answer for this path is worked out, but stays until the test releases it. */
  holdNext(path: string): HeldAnswer
  /** The next requests for this path get this reply instead of the API's. */
  script(path: string, reply: Reply, times?: number): void
  /** The API begins to answer by itself again. */
  endScripts(): void
  /** Changes what the API's own controls can change. */
  switchOver(switches: Partial<Switches>): Promise<void>
  /** Every connection to the API breaks; the page's own files still come. */
  breakApi(): void
  mendApi(): void
  close(): Promise<void>
}

const isAside = ({ path }: Exchange): boolean => /^\/(?:_control|stream)\b/.test(path)

/** Opens the server on a free port. Coins change only when the test trades them. */
export async function openCoinServer(staticDir: string, served: ServedApi): Promise<CoinServer> {
  const api = createCoinApi({
    clock: Date.now,
    tradesPerSecond: 0,
    limits: false,
    control: true,
    tokenInBody: true,
    ...served,
  })
  const scripts = new Map<string, { readonly reply: Reply; left: number }>()
  const holds = new Map<string, { readonly arrive: () => void; readonly released: Promise<void> }>()
  let log: Exchange[] = []
  let latency = 0
  let isBroken = false

  function scripted(path: string): Response | undefined {
    const script = scripts.get(path)
    if (script === undefined || script.left === 0) return undefined
    script.left--
    return responseOf(script.reply)
  }

  async function answer(request: Request, wire: Wire): Promise<Response> {
    const { pathname } = new URL(request.url)
    const hold = holds.get(pathname)
    holds.delete(pathname)
    const response = scripted(pathname) ?? (await api.fetch(request, wire))
    hold?.arrive()
    await hold?.released
    if (latency > 0) await setTimeout(latency)
    return response
  }

  const { url, server, close } = await serve({ handler: { fetch: answer }, port: 0, staticDir })
  server.prependListener('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { url: target = '', socket } = incoming
    if (!target.startsWith('/api/')) return
    const exchange = recorded(incoming, outgoing)
    log.push(exchange)
    if (isBroken) socket.destroy()
    if (scripts.get(exchange.path)?.reply.cutShort) outgoing.once('finish', () => socket.destroy())
  })

  return {
    url,
    market: api.market,
    get log() {
      return log.filter((exchange) => !isAside(exchange))
    },
    get asides() {
      return log.filter(isAside)
    },
    statuses: (path) =>
      log
        .filter((e) => (path === undefined ? !isAside(e) : e.path === path))
        .map(({ status }) => status),
    forgetLog() {
      log = []
    },
    delayAnswers(ms) {
      latency = ms
    },
    holdNext(path) {
      const { promise: ready, resolve: arrive } = Promise.withResolvers<void>()
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      holds.set(path, { arrive, released })
      return { ready, release }
    },
    script(path, reply, times = 1) {
      scripts.set(path, { reply, left: times })
    },
    endScripts: () => scripts.clear(),
    async switchOver(switches) {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify(switches)
      await fetch(`${url}/api/_control`, { method: 'PATCH', headers, body })
    },
    breakApi() {
      isBroken = true
    },
    mendApi() {
      isBroken = false
    },
    close,
  }
}

/** Bytes are counted at the socket: one request at a time is under way on it. */
function recorded(incoming: IncomingMessage, outgoing: ServerResponse): Exchange {
  const { socket, method = '', url = '', headers } = incoming
  const before = socket.bytesWritten
  let status: number | undefined
  let after: number | undefined
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  outgoing.once('close', () => {
    after = socket.bytesWritten
    if (outgoing.writableFinished) status = outgoing.statusCode
  })
  return {
    method,
    path: pathname.slice('/api'.length),
    query: Object.fromEntries(searchParams),
    user: userOf(headers.authorization),
    token: headers.authorization,
    ifNoneMatch: headers['if-none-match'],
    get status() {
      return status
    },
    get bytes() {
      return (after ?? socket.bytesWritten) - before
    },
    get isOver() {
      return after !== undefined
    },
  }
}

function userOf(authorization: string | undefined): string | undefined {
  const payload = authorization?.split('.')[1]
  if (payload === undefined) return undefined
  const claims = Buffer.from(payload, 'base64url').toString()
  return Object.entries(TEST_ADDRESSES).find(([, address]) => claims.includes(address))?.[0]
}

function responseOf({ status = 200, fields, body = '', cutShort = false }: Reply): Response {
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', ...fields })
  if (cutShort) headers.set('content-length', String(body.length + MISSING))
  return new Response(status === 304 ? null : body, { status, headers })
}
