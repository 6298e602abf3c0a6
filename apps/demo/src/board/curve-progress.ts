import type { Coin } from '@etagged/pumpfun'

/** 1e-6 token: what a standard curve has for sale. */
const FOR_SALE = 793_100_000e6

type Reserves = Pick<Coin, 'complete' | 'real_token_reserves' | 'mayhem_state'>

/**
 * How much of its curve has been bought, from 0 to 1; `undefined` when that cannot be told: some
 * coins break the curve's constants.
 */
export function curveProgress(coin: Reserves): number | undefined {
  if (coin.complete) return 1
  const left = coin.real_token_reserves
  if (left === undefined || coin.mayhem_state !== undefined) return undefined
  return left < 0 || left > FOR_SALE ? undefined : 1 - left / FOR_SALE
}
