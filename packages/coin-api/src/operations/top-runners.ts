import { TopRunnerList } from '@etagged/pumpfun'
import { TEST_ADDRESSES } from '../accounts/wallet.ts'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { withMembers } from '../bodies/json-in-form.ts'
import { jsonText } from '../http/json.ts'
import type { Market } from '../market/market.ts'
import { defineOperation, type Operation } from './operation.ts'

const COUNT = 10

/** `GET /coins/top-runners` */
export function topRunnerOperations(market: Market, bodies: CoinBodies): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'listTopRunners',
      method: 'GET',
      path: '/coins/top-runners',
      summary: 'Coins that a curator chose',
      limit: 60,
      response: TopRunnerList,
      answer: () => {
        const chosen = market.trending.slice(0, COUNT).flatMap((mint) => market.find(mint) ?? [])
        const entries = chosen.map((coin, index) => {
          const description = index % 3 === 0 ? undefined : `${coin.identity.name.trim()} moves`
          const words = bodies.json({ description, modifiedBy: TEST_ADDRESSES.alice })
          return withMembers(`{"coin":${bodies.coin(coin)}}`, words)
        })
        return jsonText(`[${entries.join(',')}]`)
      },
    }),
  ]
}
