import { Coin } from '@etagged/pumpfun'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { ApiError } from '../http/errors.ts'
import { emptyAnswer, jsonText } from '../http/json.ts'
import type { Market } from '../market/market.ts'
import { defineOperation, type Operation } from './operation.ts'
import { mintInPath } from './params.ts'

/** What an unknown mint gets: an error, or 200 with nothing in it, as in 2025. */
export type UnknownCoin = '404' | 'empty'

/** `GET /coins/:mint` and its successor `GET /coins-v2/:mint` */
export function coinOperations(
  market: Market,
  bodies: CoinBodies,
  unknownCoin: UnknownCoin,
): readonly Operation[] {
  const answer = (mint: string): Response => {
    const coin = market.find(mint)
    if (coin) return jsonText(bodies.coin(coin))
    if (unknownCoin === 'empty') return emptyAnswer()
    throw new ApiError(404, 'Coin not found')
  }
  const shared = {
    method: 'GET',
    summary: 'One coin',
    params: { mint: mintInPath },
    response: Coin,
    errors: [404],
    mayBeEmpty: true,
  } as const
  return [
    defineOperation({
      ...shared,
      operationId: 'getCoin',
      path: '/coins/:mint',
      answer: ({ params }) => answer(params.mint),
    }),
    defineOperation({
      ...shared,
      operationId: 'getCoinV2',
      path: '/coins-v2/:mint',
      answer: ({ params }) => answer(params.mint),
    }),
  ]
}
