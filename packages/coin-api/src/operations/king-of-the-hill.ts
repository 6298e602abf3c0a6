import { Coin } from '@etagged/pumpfun'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { emptyAnswer, jsonText } from '../http/json.ts'
import { isGraduated, type MarketCoin } from '../market/coin.ts'
import type { Market } from '../market/market.ts'
import { shownCoins } from '../market/select.ts'
import { defineOperation, type Operation } from './operation.ts'
import { includeNsfw } from './params.ts'

/** `GET /coins/king-of-the-hill` */
export function kingOfTheHillOperations(market: Market, bodies: CoinBodies): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'getKingOfTheHill',
      method: 'GET',
      path: '/coins/king-of-the-hill',
      summary: 'The coin that came half-way up its curve last; no body when there is none',
      params: { includeNsfw },
      response: Coin,
      mayBeEmpty: true,
      answer: ({ params }) => {
        const king = kingOf(shownCoins(market.sortedBy('market_cap'), params.includeNsfw))
        return king ? jsonText(bodies.coin(king)) : emptyAnswer()
      },
    }),
  ]
}

function kingOf(coins: readonly MarketCoin[]): MarketCoin | undefined {
  const crownedAt = ({ identity }: MarketCoin): number => identity.kingOfTheHillAt ?? -Infinity
  return coins
    .filter((coin) => !isGraduated(coin) && coin.identity.kingOfTheHillAt !== undefined)
    .toSorted((one, other) => crownedAt(other) - crownedAt(one))
    .at(0)
}
