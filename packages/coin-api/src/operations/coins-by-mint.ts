import { CoinList, MintsRequest } from '@etagged/pumpfun'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { jsonText } from '../http/json.ts'
import type { Market } from '../market/market.ts'
import { defineOperation, type Operation } from './operation.ts'
import { MOST_ROWS } from './params.ts'

/** `POST /coins/mints` */
export function coinsByMintOperations(market: Market, bodies: CoinBodies): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'getCoinsByMints',
      method: 'POST',
      path: '/coins/mints',
      summary: 'Many coins at once; unknown mints are left out. 201, although nothing is made',
      body: MintsRequest,
      limit: 60,
      status: 201,
      response: CoinList,
      answer: ({ body }) => {
        const mints = [...new Set(body.mints)].slice(0, MOST_ROWS)
        return jsonText(bodies.list(mints.flatMap((mint) => market.find(mint) ?? [])), 201)
      },
    }),
  ]
}
