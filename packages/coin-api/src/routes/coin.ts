import { isMint } from '@etagged/pumpfun'
import { Hono } from 'hono'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { ApiError } from '../http/errors.ts'
import { jsonText } from '../http/json.ts'
import type { Market } from '../market/market.ts'

/** What an unknown mint gets: an error, or 200 with nothing in it, as in 2025. */
export type UnknownCoin = '404' | 'empty'

/** `GET /coins/:mint` and its successor `GET /coins-v2/:mint` */
export function coinRoutes(market: Market, bodies: CoinBodies, unknownCoin: UnknownCoin): Hono {
  const answer = (mint: string): Response => {
    if (!isMint(mint)) throw new ApiError(400, 'Validation failed (mint address is expected)')
    const coin = market.find(mint)
    if (coin) return jsonText(bodies.coin(coin))
    if (unknownCoin === 'empty') return new Response('')
    throw new ApiError(404, 'Coin not found')
  }
  return new Hono()
    .get('/coins/:mint', ({ req }) => answer(req.param('mint')))
    .get('/coins-v2/:mint', ({ req }) => answer(req.param('mint')))
}
