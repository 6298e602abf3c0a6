import { LiveCoinList } from '@etagged/pumpfun'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { withMembers } from '../bodies/json-in-form.ts'
import { liveMembers, watchersOf } from '../bodies/live-body.ts'
import { jsonText } from '../http/json.ts'
import type { Market } from '../market/market.ts'
import { pageOf, shownCoins } from '../market/select.ts'
import { order } from './coin-list.ts'
import { defineOperation, type Operation } from './operation.ts'
import { includeNsfw, paging } from './params.ts'

/** `GET /coins/currently-live` */
export function currentlyLiveOperations(market: Market, bodies: CoinBodies): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'listCurrentlyLive',
      method: 'GET',
      path: '/coins/currently-live',
      summary: 'Coins with a live stream, most watched first',
      params: { ...paging, includeNsfw, order },
      limit: 60,
      response: LiveCoinList,
      answer: ({ params }) => {
        const sign = params.order === 'ASC' ? 1 : -1
        const live = shownCoins(market.sortedBy('market_cap'), params.includeNsfw)
          .filter(({ identity }) => identity.live)
          .toSorted((one, other) => sign * (watchersOf(one) - watchersOf(other)))
        const rows = pageOf(live, params).map((coin) =>
          withMembers(bodies.row(coin), bodies.json(liveMembers(coin))),
        )
        return jsonText(`[${rows.join(',')}]`)
      },
    }),
  ]
}
