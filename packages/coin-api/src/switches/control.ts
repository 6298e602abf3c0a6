import { Hono } from 'hono'
import * as v from 'valibot'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { answerError, answerNotFound } from '../http/answer-error.ts'
import { bodyOf } from '../http/body.ts'
import { ApiError } from '../http/errors.ts'
import { json, jsonText } from '../http/json.ts'
import { setFields } from '../http/set-fields.ts'
import type { Market } from '../market/market.ts'
import type { SwitchBoard } from './switches.ts'

/** What the control operations move. */
export interface Controlled {
  readonly board: SwitchBoard
  readonly market: Market
  readonly bodies: CoinBodies
  /** Forgets how often who has asked. */
  readonly resetLimits: () => void
}

const Some: v.GenericSchema<unknown, Record<string, unknown>> = v.custom<Record<string, unknown>>(
  (body) => typeof body === 'object' && body !== null && !Array.isArray(body),
  'must be an object',
)

const Trade: v.GenericSchema<unknown, { readonly mint: string; readonly lamports: number }> =
  v.strictObject({
    mint: v.string(),
    lamports: v.pipe(v.number(), v.safeInteger('must be an integer')),
  })

/** Does this request want to see or to move the switches? */
export function isControl({ url }: Request): boolean {
  const { pathname } = new URL(url)
  return pathname === '/_control' || pathname.startsWith('/_control/')
}

/**
 * Answers requests for `/_control`. Writes have to be `application/json`: a foreign page cannot
 * send that without a preflight, and gets none.
 */
export function createControl(controlled: Controlled): (request: Request) => Promise<Response> {
  const { board, market, bodies, resetLimits } = controlled
  const app = new Hono()
    .on(['PATCH', 'POST'], '/_control/*', ({ req }, next) => {
      requireJson(req.raw.headers)
      return next()
    })
    .get('/_control', () => json(board.now()))
    .patch('/_control', async ({ req }) => {
      const some = await bodyOf(req.raw, Some)
      const switches = board.change(some)
      const { tradesPerSecond } = switches
      // Whoever has the market may have set its pace as well; a new pace begins between two trades.
      const isWanted = 'tradesPerSecond' in some && tradesPerSecond !== market.pace()
      if (isWanted) market.setPace(tradesPerSecond)
      return json(switches)
    })
    .post('/_control/reset', () => {
      const switches = board.reset()
      market.setPace(switches.tradesPerSecond)
      resetLimits()
      return json(switches)
    })
    .post('/_control/trade', async ({ req }) => {
      const { mint, lamports } = await bodyOf(req.raw, Trade)
      if (!market.find(mint)) throw new ApiError(404, 'Coin not found')
      market.trade(mint, lamports)
      const coin = market.find(mint)
      return coin ? jsonText(bodies.coin(coin), 201) : json({}, 201)
    })
    .notFound(({ req }) => answerNotFound(req))
    .onError(answerError)
  return async (request) => setFields(await app.fetch(request), { 'cache-control': 'no-store' })
}

function requireJson(headers: Headers): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new ApiError(415, 'The body has to be JSON: send content-type: application/json')
  }
}
