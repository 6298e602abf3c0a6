import { Coin, CreateCoinRequest } from '@etagged/pumpfun'
import type { Profiles } from '../accounts/profiles.ts'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { ApiError } from '../http/errors.ts'
import { jsonText } from '../http/json.ts'
import { MOST_NEW_COINS } from '../market/births.ts'
import type { Market } from '../market/market.ts'
import { defineOperation, type Operation } from './operation.ts'

/** `POST /coins/create` */
export function createCoinOperations(
  market: Market,
  bodies: CoinBodies,
  profiles: Profiles,
): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'createCoin',
      method: 'POST',
      path: '/coins/create',
      summary: `Makes a coin; ${MOST_NEW_COINS} find room`,
      login: 'required',
      body: CreateCoinRequest,
      status: 201,
      response: Coin,
      answer: ({ body, claims }) => {
        const { image_uri: imageUri, ...words } = body
        const wanted = { ...words, ...(imageUri !== undefined && { imageUri }) }
        const coin = market.create(wanted, profiles.personAt(claims.address))
        if (!coin) throw new ApiError(400, `The market is full: ${MOST_NEW_COINS} coins were made`)
        return jsonText(bodies.coin(coin), 201)
      },
    }),
  ]
}
