import type { SolPrice } from '@etagged/pumpfun'
import { Hono } from 'hono'
import { json } from '../http/json.ts'
import type { Market } from '../market/market.ts'

/** `GET /sol-price` */
export function solPriceRoutes(market: Market): Hono {
  return new Hono().get('/sol-price', () => {
    const { usd, takenAt } = market.solPrice()
    const body: SolPrice = { solPrice: usd, asOfTimestamp: takenAt, stale: false }
    return json(body)
  })
}
