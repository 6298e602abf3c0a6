import { type Meta, MetaList } from '@etagged/pumpfun'
import { json } from '../http/json.ts'
import type { MarketCoin } from '../market/coin.ts'
import type { Market } from '../market/market.ts'
import { defineOperation, type Operation } from './operation.ts'

/** `GET /metas/current` */
export function metaOperations(market: Market): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'listMetas',
      method: 'GET',
      path: '/metas/current',
      summary: 'The narratives of the market, strongest first',
      limit: 60,
      response: MetaList,
      answer: () => json(metasOf(market.sortedBy('market_cap'))),
    }),
  ]
}

function metasOf(coins: readonly MarketCoin[]): readonly Meta[] {
  const byWord = Map.groupBy(coins, (coin) => coin.identity.meta)
  return Array.from(byWord, ([word, members]) => metaOf(word, members)).toSorted(
    (one, other) => other.score - one.score,
  )
}

function metaOf(word: string, members: readonly MarketCoin[]): Meta {
  const total = (valueOf: (coin: MarketCoin) => number): number =>
    members.reduce((sum, coin) => sum + valueOf(coin), 0)
  const score = Math.round(Math.sqrt(total((coin) => coin.marketCap)))
  return {
    word,
    word_with_strength: `${word} (${score})`,
    score,
    total_txns: total((coin) => coin.identity.replyCount),
    total_vol: Math.round(total((coin) => coin.marketCap)),
  }
}
