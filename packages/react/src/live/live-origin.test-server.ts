import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'

/** One market of coins, and whoever hears of its trades. */
interface Market {
  /** How often each coin was traded. */
  readonly trades: Map<string, number>
  readonly hearers: Set<ServerResponse>
  /** How many streams there ever were. */
  opened: number
  /** The paths that were asked for. */
  readonly log: string[]
}

/**
 * Gives the pages of browser tests coins that are traded, on their own origin under
 * `/live-origin/<market>/`: `coins/<mint>` tells how often one was traded, `trades` is a stream of
 * the trades. By `trade/<mint>` a test trades, by `break` it breaks the streams; `log` tells what was
 * asked for, and `hearing` how many hear the stream, now and in all.
 */
export function serveLiveOrigin(): Plugin {
  return {
    name: 'etagged:live-origin',
    configureServer({ middlewares }) {
      const markets = new Map<string, Market>()
      middlewares.use((incoming, outgoing, next) => {
        const [, root, id = '', ...path] = (incoming.url ?? '').split('/')
        if (root !== 'live-origin') return next()
        const market = markets.get(id) ?? {
          trades: new Map(),
          hearers: new Set(),
          opened: 0,
          log: [],
        }
        markets.set(id, market)
        answer(market, path, incoming, outgoing)
      })
    },
  }
}

function answer(
  market: Market,
  [what = '', mint = '']: readonly string[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const { trades, hearers, log } = market
  const asked: Record<string, () => void> = {
    coins() {
      log.push(mint)
      tellCoin(trades.get(mint) ?? 0, incoming, outgoing)
    },
    trades() {
      market.opened++
      void hear(market, outgoing)
    },
    trade() {
      trades.set(mint, (trades.get(mint) ?? 0) + 1)
      for (const hearer of hearers) hearer.write(`event: trade\ndata: {"mint":"${mint}"}\n\n`)
      tell(outgoing, null)
    },
    break() {
      for (const hearer of hearers) hearer.destroy()
      tell(outgoing, null)
    },
    log: () => tell(outgoing, log),
    hearing: () => tell(outgoing, { now: hearers.size, inAll: market.opened }),
  }
  asked[what]?.()
}

function tellCoin(traded: number, incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.setHeader('etag', `"${traded}"`)
  outgoing.setHeader('cache-control', 'max-age=3600')
  outgoing.setHeader('content-type', 'application/json')
  if (incoming.headers['if-none-match'] === `"${traded}"`) outgoing.writeHead(304).end()
  else outgoing.end(JSON.stringify({ traded }))
}

async function hear({ hearers }: Market, outgoing: ServerResponse): Promise<void> {
  outgoing.setHeader('content-type', 'text/event-stream')
  outgoing.setHeader('cache-control', 'no-store')
  // Firefox calls a stream open once it has brought something.
  outgoing.write(':\n\n')
  hearers.add(outgoing)
  await once(outgoing, 'close')
  hearers.delete(outgoing)
}

function tell(outgoing: ServerResponse, value: unknown): void {
  outgoing.setHeader('content-type', 'application/json')
  outgoing.setHeader('cache-control', 'no-store')
  outgoing.end(JSON.stringify(value))
}
