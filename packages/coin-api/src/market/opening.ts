import {
  createCoin,
  graduated,
  type Identity,
  type MarketCoin,
  tradeCoin,
  wholeSeconds,
} from './coin.ts'
import { CURVE_END, CURVE_START, POOL_START, tradeInPool } from './curve.ts'
import { identitiesFrom } from './identities.ts'
import { openingPeak } from './opening-minutes.ts'
import { type Random, randomFrom } from './prng.ts'
import { solPriceAt } from './sol-price.ts'

/** How many coins a market has. */
export const COIN_COUNT = 1000

/**
 * The market as it opens: the same seed and `genesis` (ms since the epoch) always give the same
 * coins, down to the last byte. About one in eight was never traded, one in seven has graduated.
 */
export function openingCoins(seed: number, genesis: number): readonly MarketCoin[] {
  const random = randomFrom(seed)
  return identitiesFrom(random, COIN_COUNT, genesis).map((identity) =>
    withPeak(seed, withHistory(random, identity, genesis, seed)),
  )
}

function withPeak(seed: number, coin: MarketCoin): MarketCoin {
  const peak = openingPeak(seed, coin)
  if (!peak) return coin
  const usd = peak.marketCap * solPriceAt(seed, peak.at)
  return usd > coin.allTimeHigh.usd ? { ...coin, allTimeHigh: { usd, at: peak.at } } : coin
}

function withHistory(
  random: Random,
  identity: Identity,
  genesis: number,
  seed: number,
): MarketCoin {
  const fresh = createCoin(identity, CURVE_START, solPriceAt(seed, identity.createdAt))
  const fate = random()
  const at = wholeSeconds(identity.createdAt + (genesis - identity.createdAt) * random() ** 2)
  const height = random()
  if (fate < 0.12) return fresh

  const write = { at, solPrice: solPriceAt(seed, at) }
  if (fate > 0.85) {
    const pool = tradeInPool(POOL_START, POOL_START.sol * (10 ** (2 * height - 0.4) - 1))
    const kingOfTheHillAt = wholeSeconds((identity.createdAt + at) / 2)
    return graduated({ ...fresh, identity: { ...identity, kingOfTheHillAt } }, pool, write)
  }
  return tradeCoin(fresh, (CURVE_END.sol - CURVE_START.sol) * 0.98 * height ** 3, write)
}
