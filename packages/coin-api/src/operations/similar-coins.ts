import { CoinList } from '@etagged/pumpfun'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { jsonText } from '../http/json.ts'
import type { MarketCoin } from '../market/coin.ts'
import type { Market } from '../market/market.ts'
import { defineOperation, type Operation } from './operation.ts'
import { mintInQuery, paging } from './params.ts'

/** `GET /coins/similar` */
export function similarCoinOperations(market: Market, bodies: CoinBodies): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'listSimilar',
      method: 'GET',
      path: '/coins/similar',
      summary: 'Coins of the same narrative, greatest first; none for an unknown mint',
      params: { mint: mintInQuery, limit: paging.limit },
      limit: 60,
      response: CoinList,
      answer: ({ params: { mint, limit } }) => {
        const coin = market.find(mint)
        const others = coin ? likeThis(coin, market.sortedBy('market_cap')) : []
        return jsonText(bodies.list(others.slice(0, limit)))
      },
    }),
  ]
}

function likeThis({ identity }: MarketCoin, all: readonly MarketCoin[]): readonly MarketCoin[] {
  return all.filter(
    ({ identity: { meta, mint, nsfw } }) =>
      meta === identity.meta && mint !== identity.mint && !nsfw,
  )
}
