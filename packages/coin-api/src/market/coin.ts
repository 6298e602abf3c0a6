import {
  CURVE_END,
  CURVE_START,
  isCurveComplete,
  marketCapOf,
  POOL_START,
  type Reserves,
  tradeInPool,
  tradeOnCurve,
} from './curve.ts'
import type { Creator } from './creators.ts'

/** What is fixed when a coin is made. */
export interface Identity {
  /** Base58, 32 bytes. */
  readonly mint: string
  readonly name: string
  readonly symbol: string
  readonly description: string
  /** Narrative word. */
  readonly meta: string
  readonly twitter?: string
  readonly telegram?: string
  readonly website?: string
  readonly imageUri: string
  readonly metadataUri: string
  readonly bannerUri?: string
  readonly bondingCurve: string
  readonly associatedBondingCurve: string
  readonly poolAddress: string
  readonly creator: Creator
  /** ms since the epoch, whole seconds. */
  readonly createdAt: number
  readonly nsfw: boolean
  readonly live: boolean
  readonly verified: boolean
  readonly boosted: boolean
  readonly replyCount: number
  /** ms since the epoch. */
  readonly lastReplyAt?: number
  /** ms since the epoch. */
  readonly kingOfTheHillAt?: number
}

/** A coin at one moment. A trade gives a new object, so one object always has one body. */
export interface MarketCoin {
  readonly identity: Identity
  readonly curve: Reserves
  /** Present once the coin has graduated; trades then happen here. */
  readonly pool?: Reserves
  /** ms since the epoch, whole seconds; missing until the first trade. */
  readonly lastTradeAt?: number
  /** SOL. */
  readonly marketCap: number
  /** USD at the SOL price of the last write, frozen while the coin is idle. */
  readonly usdMarketCap: number
  /** The highest `usdMarketCap` so far, and when (ms since the epoch). */
  readonly allTimeHigh: { readonly usd: number; readonly at: number }
}

/** When and at which SOL price (USD) something is written. */
export interface Write {
  /** ms since the epoch. */
  readonly at: number
  readonly solPrice: number
}

/** A coin that nobody has traded yet. */
export function createCoin(identity: Identity, curve: Reserves, solPrice: number): MarketCoin {
  const marketCap = marketCapOf(curve)
  const usdMarketCap = marketCap * solPrice
  const allTimeHigh = { usd: usdMarketCap, at: identity.createdAt }
  return { identity, curve, marketCap, usdMarketCap, allTimeHigh }
}

/** Has the coin left its curve? */
export function isGraduated(coin: MarketCoin): boolean {
  return coin.pool !== undefined
}

/** The coin after somebody spent (positive) or took out (negative) lamports. */
export function tradeCoin(coin: MarketCoin, lamports: number, write: Write): MarketCoin {
  if (coin.pool) return written({ ...coin, pool: tradeInPool(coin.pool, lamports) }, write)
  const curve = tradeOnCurve(coin.curve, lamports)
  const crowned = curve.sol < THRONE ? coin : crownedAt(write.at, coin)
  return isCurveComplete(curve)
    ? graduated(crowned, POOL_START, write)
    : written({ ...crowned, curve }, write)
}

// Virtual lamports half-way up the curve: who first gets there is king of the hill from then on.
const THRONE = (CURVE_START.sol + CURVE_END.sol) / 2

function crownedAt(instant: number, coin: MarketCoin): MarketCoin {
  if (coin.identity.kingOfTheHillAt !== undefined) return coin
  return { ...coin, identity: { ...coin.identity, kingOfTheHillAt: wholeSeconds(instant) } }
}

/** The coin with its curve bought out and trading in `pool`. */
export function graduated(coin: MarketCoin, pool: Reserves, write: Write): MarketCoin {
  return written({ ...coin, curve: CURVE_END, pool }, write)
}

function written(coin: MarketCoin, { at, solPrice }: Write): MarketCoin {
  const lastTradeAt = wholeSeconds(at)
  const marketCap = marketCapOf(coin.pool ?? coin.curve)
  const usdMarketCap = marketCap * solPrice
  const isHigh = usdMarketCap > coin.allTimeHigh.usd
  const allTimeHigh = isHigh ? { usd: usdMarketCap, at: lastTradeAt } : coin.allTimeHigh
  return { ...coin, lastTradeAt, marketCap, usdMarketCap, allTimeHigh }
}

/** An instant (ms), cut to whole seconds: the precision of every time in today's bodies. */
export function wholeSeconds(instant: number): number {
  return Math.floor(instant / 1000) * 1000
}
