import { Coin } from '@etagged/pumpfun'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { emptyAnswer, jsonText } from '../http/json.ts'
import type { Market } from '../market/market.ts'
import { defineOperation, type Operation } from './operation.ts'

/** `GET /coins/latest` */
export function latestCoinOperations(market: Market, bodies: CoinBodies): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'getLatestCoin',
      method: 'GET',
      path: '/coins/latest',
      summary: 'The newest coin',
      response: Coin,
      mayBeEmpty: true,
      answer: () => {
        const [newest] = market.sortedBy('created_timestamp')
        return newest ? jsonText(bodies.coin(newest)) : emptyAnswer()
      },
    }),
  ]
}
