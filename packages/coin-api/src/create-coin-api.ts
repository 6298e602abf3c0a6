import { Hono } from 'hono'
import { createBookmarkLists } from './accounts/bookmark-lists.ts'
import { createTokens } from './accounts/tokens.ts'
import { createCoinBodies, type Form } from './bodies/coin-bodies.ts'
import { answerConditionally } from './http/conditional.ts'
import { ApiError, INTERNAL_ERROR } from './http/errors.ts'
import { json } from './http/json.ts'
import { createMarket, type Market, type MarketOptions } from './market/market.ts'
import { bookmarkRoutes } from './routes/bookmarks.ts'
import { coinListRoutes } from './routes/coin-list.ts'
import { coinRoutes, type UnknownCoin } from './routes/coin.ts'
import { loginRoutes } from './routes/login.ts'
import { sessionRoutes } from './routes/session.ts'
import { solPriceRoutes } from './routes/sol-price.ts'

/** Options of {@link createCoinApi}. */
export interface CoinApiOptions extends MarketOptions {
  /** A market to serve. @default a new one with this clock, seed and pace */
  readonly market?: Market
  /** How absent values look: missing keys ('2026') or explicit nulls ('2025'). @default '2026' */
  readonly form?: Form
  /** What an unknown mint gets: an error, or 200 with no body, as in 2025. @default '404' */
  readonly unknownCoin?: UnknownCoin
  /** How long a login is good for; seconds. @default 30 days */
  readonly tokenLifetime?: number
  /**
   * Fields added to every answer, for tests of caching. The service itself sends no Cache-Control.
   * @default none
   */
  readonly headers?: Readonly<Record<string, string>>
}

/** A local Pump.fun. */
export interface CoinApi {
  /** Answers one request; needs no server. Errors are answers, it does not reject. */
  readonly fetch: (request: Request) => Promise<Response>
  /** The market behind it, to watch or to move. */
  readonly market: Market
}

/**
 * A local Pump.fun: the same routes, bodies and ETags, over an invented market. It runs wherever
 * there are `Request`, `Response` and `crypto.subtle`: Node, a browser page, a service worker.
 *
 * @example
 * const api = createCoinApi({ clock: Date.now })
 * const answer = await api.fetch(new Request('http://localhost/coins?limit=10'))
 */
export function createCoinApi(options: CoinApiOptions): CoinApi {
  const { clock, form = '2026', unknownCoin = '404', tokenLifetime, headers = {} } = options
  const market = options.market ?? createMarket(options)
  const bodies = createCoinBodies(form)
  const tokens = createTokens({
    clock,
    ...(tokenLifetime !== undefined && { lifetime: tokenLifetime }),
  })

  const app = new Hono()
    .use(async (_context, next) => {
      market.advanceTo(clock())
      await next()
    })
    .route('/', coinListRoutes(market, bodies))
    .route('/', coinRoutes(market, bodies, unknownCoin))
    .route('/', solPriceRoutes(market))
    .route('/', bookmarkRoutes(createBookmarkLists(market, clock), tokens))
    .route('/', loginRoutes(tokens))
    .route('/', sessionRoutes(tokens))
    .notFound(({ req }) => answerTo(new ApiError(404, `Cannot ${req.method} ${req.path}`)))
    .onError(answerTo)

  return {
    market,
    fetch: async (request) => {
      // A HEAD has the tag of the body that it leaves out.
      const isHead = request.method === 'HEAD'
      const answer = await app.fetch(isHead ? new Request(request, { method: 'GET' }) : request)
      return answerConditionally(request, withFields(answer, { vary: 'Origin', ...headers }))
    },
  }
}

function answerTo(error: Error): Response {
  return error instanceof ApiError ? json(error.body, error.status) : json(INTERNAL_ERROR, 500)
}

function withFields(answer: Response, fields: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(fields)) answer.headers.set(name, value)
  return answer
}
