import { RecommendedCoinList } from '@etagged/pumpfun'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { withMembers } from '../bodies/json-in-form.ts'
import { jsonText } from '../http/json.ts'
import { uuidFrom } from '../market/address.ts'
import type { MarketCoin } from '../market/coin.ts'
import type { Market } from '../market/market.ts'
import { randomFrom, seedAt, seedOf } from '../market/prng.ts'
import { pageOf, shownCoins } from '../market/select.ts'
import { defineOperation, type Operation } from './operation.ts'
import { includeNsfw, paging } from './params.ts'

/** `GET /coins/for-you` */
export function forYouOperations(market: Market, bodies: CoinBodies): readonly Operation[] {
  let answers = 0
  return [
    defineOperation({
      operationId: 'listForYou',
      method: 'GET',
      path: '/coins/for-you',
      summary: 'Recommended coins: others for each user, and with a new rec_id in each answer',
      params: { ...paging, includeNsfw },
      login: 'optional',
      limit: 60,
      response: RecommendedCoinList,
      answer: ({ params, claims }) => {
        answers += 1
        const mark = JSON.stringify({ rec_id: uuidFrom(randomFrom(seedAt(0, answers))) })
        const coins = shownCoins(market.sortedBy('market_cap'), params.includeNsfw)
        const rows = pageOf(orderedFor(claims?.address ?? '', coins), params)
        return jsonText(`[${rows.map((coin) => withMembers(bodies.row(coin), mark)).join(',')}]`)
      },
    }),
  ]
}

function orderedFor(address: string, coins: readonly MarketCoin[]): readonly MarketCoin[] {
  const taste = seedOf(address)
  return coins
    .map((coin) => ({ coin, rank: seedAt(taste, seedOf(coin.identity.mint)) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ coin }) => coin)
}
