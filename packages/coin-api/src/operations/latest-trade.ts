import { Trade } from '@etagged/pumpfun'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { latestTradeBody } from '../bodies/trade-body.ts'
import { emptyAnswer, jsonText } from '../http/json.ts'
import type { Market } from '../market/market.ts'
import { defineOperation, type Operation } from './operation.ts'

/** `GET /trades/latest` */
export function latestTradeOperations(market: Market, bodies: CoinBodies): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'getLatestTrade',
      method: 'GET',
      path: '/trades/latest',
      summary: 'The last trade of all coins',
      response: Trade,
      mayBeEmpty: true,
      answer: () => {
        const trade = market.latestTrade()
        if (!trade) return emptyAnswer()
        return jsonText(bodies.json(latestTradeBody(trade, market.find(trade.mint))))
      },
    }),
  ]
}
