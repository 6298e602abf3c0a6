import { UserCreatedCoins } from '@etagged/pumpfun'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { jsonText } from '../http/json.ts'
import type { Market } from '../market/market.ts'
import { pageOf, shownCoins } from '../market/select.ts'
import { defineOperation, type Operation } from './operation.ts'
import { includeNsfw, paging, userInPath } from './params.ts'

/** `GET /coins/user-created-coins/:userId` */
export function userCreatedCoinOperations(
  market: Market,
  bodies: CoinBodies,
): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'listUserCreatedCoins',
      method: 'GET',
      path: '/coins/user-created-coins/:userId',
      summary: 'The coins that a user made, newest first; none for an unknown user',
      params: { userId: userInPath, ...paging, includeNsfw },
      limit: 60,
      response: UserCreatedCoins,
      answer: ({ params }) => {
        const made = shownCoins(market.sortedBy('created_timestamp'), params.includeNsfw).filter(
          ({ identity }) => identity.creator.address === params.userId,
        )
        return jsonText(`{"coins":${bodies.list(pageOf(made, params))},"count":${made.length}}`)
      },
    }),
  ]
}
