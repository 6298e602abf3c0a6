import { Hono } from 'hono'
import { createBookmarkLists } from './accounts/bookmark-lists.ts'
import { createSignIns } from './accounts/sign-ins.ts'
import { createTokens } from './accounts/tokens.ts'
import { createCoinBodies, type Form } from './bodies/coin-bodies.ts'
import { answerCors } from './cors/answer-cors.ts'
import { corsFields } from './cors/cors-fields.ts'
import { decideCaller } from './cors/decide-caller.ts'
import { answerError, answerNotFound } from './http/answer-error.ts'
import { setFields } from './http/set-fields.ts'
import { admitWithin } from './limits/admit.ts'
import { createLimiter } from './limits/limiter.ts'
import { createMarket, type Market, type MarketOptions } from './market/market.ts'
import { randomFrom } from './market/prng.ts'
import type { UnknownCoin } from './operations/coin.ts'
import { mountOperations, type WireEnv } from './operations/mount-operations.ts'
import { operationsOf } from './operations/operations.ts'
import { createConditional, type StackName } from './stacks/answer-conditionally.ts'
import type { TextStorage } from './storage/stored-map.ts'
import { createControl, isControl } from './switches/control.ts'
import { cutBody } from './switches/cut-body.ts'
import { initialSwitches } from './switches/initial-switches.ts'
import { marketClock } from './switches/market-clock.ts'
import { createNetwork, type Random, type Wait, waitForTimer } from './switches/network.ts'
import { redirectOnce, withoutMark } from './switches/redirect.ts'
import { createSwitchBoard } from './switches/switches.ts'
import { fieldWire, type Wire } from './wire.ts'

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
   * Puts the token into the answers to log-in and refresh too, where a page's script finds it. The
   * service itself has it in the cookie alone. @default false
   */
  readonly tokenInBody?: boolean
  /** Does a log-out send `Clear-Site-Data: "cache", "storage"`? @default false */
  readonly clearSiteData?: boolean
  /**
   * Fields added to every answer, for tests of caching. The service itself sends no Cache-Control.
   * The switch `fields` begins like this. @default none
   */
  readonly headers?: Readonly<Record<string, string>>
  /** Tags and conditional requests as on Fastify (2026) or Express (2025). @default 'fastify' */
  readonly stack?: StackName
  /** Counts requests per client and route, and refuses those beyond a limit. @default true */
  readonly limits?: boolean
  /**
   * Pages that may call from elsewhere, such as `https://pump.fun`; others get a 403. The API's own
   * origin and requests without `Origin` need no mention. @default [], no other page
   */
  readonly origins?: readonly string[]
  /**
   * Fields that those pages may read. With ETag among them the switch `exposeEtag` begins on, and
   * exposes x-ratelimit-* and Retry-After too. @default [], as the service itself
   */
  readonly exposeHeaders?: readonly string[]
  /** Are there `/_control` routes that turn the switches? Not for the open. @default false */
  readonly control?: boolean
  /** Waits for the switch `latency`; rejects when the signal aborts. @default the platform's timers */
  readonly wait?: Wait
  /**
   * Keeps the users' bookmarks, such as `localStorage` for an API inside a page. All else begins
   * anew with each API. @default memory
   */
  readonly storage?: TextStorage
  /** Decides about the switches `jitter` and `errorRate`. @default a sequence that `seed` names */
  readonly random?: Random
}

const DEFAULTS = {
  form: '2026',
  unknownCoin: '404',
  tokenInBody: false,
  clearSiteData: false,
  stack: 'fastify',
  origins: [],
  exposeHeaders: [],
  wait: waitForTimer,
} as const satisfies Partial<CoinApiOptions>

/** A local Pump.fun. */
export interface CoinApi {
  /** Answers one request; needs no server. Errors are answers, it does not reject. @default wire the fields of HTTP */
  readonly fetch: (request: Request, wire?: Wire) => Promise<Response>
  /** The time as the API has it; ms since the epoch. */
  readonly clock: () => number
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
  const { form, unknownCoin, tokenInBody, clearSiteData, stack, origins, exposeHeaders, wait } = {
    ...DEFAULTS,
    ...options,
  }
  const { tokenLifetime, random = randomFrom(options.seed ?? 1) } = options

  const board = createSwitchBoard(initialSwitches(options))
  const switches = board.now
  const clock = (): number => options.clock() + switches().clockOffset * 1000
  const marketTime = marketClock(options.clock, () => switches().clockOffset)
  const market = options.market ?? createMarket({ ...options, clock: marketTime })
  const bodies = createCoinBodies(form)
  const tokens = createTokens({
    clock,
    ...(tokenLifetime !== undefined && { lifetime: tokenLifetime }),
  })

  const bookmarks = createBookmarkLists(market, clock, options.storage)
  const operations = operationsOf({
    clock,
    market,
    bodies,
    signIns: createSignIns(clock),
    session: { tokens, tokenInBody, clearSiteData },
    bookmarks,
    unknownCoin,
    stream: { market, bodies, clock: marketTime, wait, isOffline: () => switches().offline },
  })

  const limiter = createLimiter(clock)
  const admit = admitWithin(limiter, () => switches().limits)
  const network = createNetwork(switches, wait, random)
  const answerConditionally = createConditional(stack)
  const control = createControl({ board, market, bodies, resetLimits: limiter.reset })

  const routes = new Hono<WireEnv>()
    .use(async (context, next) => {
      market.advanceTo(marketTime())
      await next()
      setFields(context.res, context.get('fields'))
    })
    .route('/', mountOperations(operations, tokens, admit))
    .notFound(({ req }) => answerNotFound(req))
    .onError(answerError)

  const operate = async (request: Request, wire: Wire): Promise<Response> =>
    routes.fetch(asGet(await withoutMark(request)), wire)

  const ask = async (request: Request, wire: Wire): Promise<Response> => {
    const caller = decideCaller(request, origins)
    const withCors = (answer: Response): Response =>
      setFields(answer, corsFields(caller, answer.status, { origins, exposeHeaders }, switches()))

    // Whoever turns the switches is not subject to them.
    const isSteering = options.control === true && isControl(request)
    if (isSteering) return withCors(answerCors(caller) ?? (await control(request)))

    const lost = await network.bring(request)
    if (lost) return lost

    const answer =
      answerCors(caller) ??
      network.fail() ??
      redirectOnce(request, switches().redirect) ??
      (await operate(request, wire))

    const tagged = withCors(await answerConditionally(request, answer))
    return cutBody(setFields(tagged, switches().fields), switches().cutBody)
  }

  return {
    clock,
    market,
    fetch: async (request, wire) => {
      if (wire) return ask(request, wire)
      const fields = fieldWire(request)
      return fields.withCookies(await ask(request, fields))
    },
  }
}

/** A HEAD has the tag of the body that it leaves out, so it is answered like a GET first. */
function asGet(request: Request): Request {
  return request.method === 'HEAD' ? new Request(request, { method: 'GET' }) : request
}
