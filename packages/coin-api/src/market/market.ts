import type { CoinSort } from '@etagged/pumpfun'
import { type MarketCoin, tradeCoin } from './coin.ts'
import { openingCoins } from './opening.ts'
import { scheduledTrade, TRENDING_COUNT } from './schedule.ts'
import { solPriceAt, solPriceTakenAt } from './sol-price.ts'
import { descendingBy } from './sorting.ts'

/** Options of {@link createMarket}. */
export interface MarketOptions {
  /** The time; ms since the epoch. */
  readonly clock: () => number
  /** Names the market: equal seeds give equal coins and equal trades. @default 1 */
  readonly seed?: number
  /** Trades a second over the whole market; 0 freezes every coin (not the SOL price). @default 2 */
  readonly tradesPerSecond?: number
}

/** A market of 1,000 invented coins that moves with its clock and with nothing else. */
export interface Market {
  /** Mints of the coins that trade by themselves, busiest first. All other coins are idle. */
  readonly trending: readonly string[]
  /** Mints of the idle coins: their bodies change only through {@link Market.trade}. */
  readonly idle: readonly string[]
  /** The coin as it is now. */
  readonly find: (mint: string) => MarketCoin | undefined
  /** Every coin, greatest first. */
  readonly sortedBy: (sort: CoinSort) => readonly MarketCoin[]
  /** USD for one SOL, and when that was taken (ms since the epoch). */
  readonly solPrice: () => { readonly usd: number; readonly takenAt: number }
  /**
   * Applies what was scheduled up to `now` (ms since the epoch); an earlier instant changes
   * nothing. After a pause of more than 20,000 trades only the last 20,000 are applied, so a read
   * stays quick; up to there it makes no difference how often the market is read.
   */
  readonly advanceTo: (now: number) => void
  /**
   * Buys (positive lamports) or sells (negative) now. A sale is limited to what was bought, a
   * purchase to what the curve has left. Throws RangeError when there is no such coin.
   */
  readonly trade: (mint: string, lamports: number) => void
}

// Idle coins date from here, so their bodies survive a restart of the server.
const GENESIS = Date.UTC(2026, 10, 20)
const MOST_CATCH_UP = 20_000

/** Opens a market (see {@link Market}). */
export function createMarket(options: MarketOptions): Market {
  const { clock, seed = 1, tradesPerSecond = 2 } = options
  const startsAt = clock()
  const coins = new Map(
    openingCoins(seed, Math.min(GENESIS, startsAt)).map((coin) => [coin.identity.mint, coin]),
  )
  const trending = trendingOf([...coins.values()])
  const sorted = new Map<CoinSort, readonly MarketCoin[]>()
  let now = startsAt
  let applied = 0

  const apply = (mint: string, lamports: number, at: number): void => {
    const coin = coins.get(mint)
    if (!coin) throw new RangeError(`There is no coin ${mint}`)
    coins.set(mint, tradeCoin(coin, lamports, { at, solPrice: solPriceAt(seed, at) }))
    sorted.clear()
  }

  const advanceTo = (instant: number): void => {
    now = Math.max(now, instant)
    const due = Math.floor(((now - startsAt) / 1000) * tradesPerSecond)
    applied = Math.max(applied, due - MOST_CATCH_UP)
    for (; applied < due; applied += 1) {
      const { rank, lamports } = scheduledTrade(seed, applied)
      const mint = trending[rank]
      if (mint) apply(mint, lamports, startsAt + ((applied + 1) / tradesPerSecond) * 1000)
    }
  }

  return {
    trending,
    idle: [...coins.keys()].filter((mint) => !trending.includes(mint)),
    find: (mint) => coins.get(mint),
    sortedBy: (sort) => {
      const rows = sorted.get(sort) ?? descendingBy(sort, [...coins.values()])
      sorted.set(sort, rows)
      return rows
    },
    solPrice: () => ({ usd: solPriceAt(seed, now), takenAt: solPriceTakenAt(now) }),
    advanceTo,
    trade: (mint, lamports) => {
      advanceTo(clock())
      apply(mint, lamports, now)
    },
  }
}

/** What a visitor sees first should move: decent coins that were traded before, best first. */
function trendingOf(coins: readonly MarketCoin[]): readonly string[] {
  const traded = coins.filter((coin) => coin.lastTradeAt !== undefined && !coin.identity.nsfw)
  return descendingBy('market_cap', traded)
    .filter((_, index) => index % 5 === 0)
    .slice(0, TRENDING_COUNT)
    .map((coin) => coin.identity.mint)
}
