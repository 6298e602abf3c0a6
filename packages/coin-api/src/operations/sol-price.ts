import { SolPrice } from '@etagged/pumpfun'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { json } from '../http/json.ts'
import type { Market } from '../market/market.ts'
import { defineOperation, type Operation } from './operation.ts'

/** `GET /sol-price` */
export function solPriceOperations(market: Market, { form }: CoinBodies): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'getSolPrice',
      method: 'GET',
      path: '/sol-price',
      summary: 'The price of one SOL',
      response: SolPrice,
      answer: () => {
        const { usd, takenAt } = market.solPrice()
        const price: SolPrice = { solPrice: usd }
        return json(form === '2025' ? price : { ...price, asOfTimestamp: takenAt, stale: false })
      },
    }),
  ]
}
