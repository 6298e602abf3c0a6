import type { CoinSort } from '@etagged/pumpfun'
import {
  MOST_NEW_COINS,
  type NewCoin,
  newIdentity,
  spareNamings,
  TRADES_PER_BIRTH,
} from './births.ts'
import type { MarketCandle } from './candle.ts'
import { candlePage, type CandlePage } from './candle-history.ts'
import type { MarketCoin } from './coin.ts'
import type { Creator } from './creators.ts'
import type { MarketEvent, MarketListener } from './events.ts'
import { createLedger, type Ledger } from './ledger.ts'
import type { Naming } from './names.ts'
import { COIN_COUNT, openingCoins } from './opening.ts'
import { openingTrade } from './opening-trade.ts'
import { paceFrom, USUAL_PACE } from './pace.ts'
import { createPeople } from './people.ts'
import { scheduledTrade, TRENDING_COUNT } from './schedule.ts'
import { solPriceAt, solPriceTakenAt } from './sol-price.ts'
import { descendingBy } from './sorting.ts'
import type { MarketTrade } from './trade.ts'

/** Options of {@link createMarket}. */
export interface MarketOptions {
  /** The time; ms since the epoch. */
  readonly clock: () => number
  /** Names the market: equal seeds give equal coins and equal trades. @default 1 */
  readonly seed?: number
  /** Trades a second over the whole market; 0 freezes every coin (not the SOL price). @default 2 */
  readonly tradesPerSecond?: number
}

/**
 * A market of 1,000 invented coins that moves with its clock. Every 150th trade is the first of a
 * new coin, as long as there are names left; up to {@link MOST_NEW_COINS} coins can be added.
 */
export interface Market {
  /** Mints of the coins that trade by themselves, busiest first. All other coins are idle. */
  readonly trending: readonly string[]
  /** Mints of the opening coins that are idle: they change only through {@link Market.trade}. */
  readonly idle: readonly string[]
  /** The coin as it is now. */
  readonly find: (mint: string) => MarketCoin | undefined
  /** Every coin, greatest first. */
  readonly sortedBy: (sort: CoinSort) => readonly MarketCoin[]
  /** Somebody who made a coin, by wallet address or name. */
  readonly findPerson: (addressOrName: string) => Creator | undefined
  /** What a coin's price did, oldest first; nothing for a coin that nobody traded. */
  readonly candles: (mint: string, page: CandlePage) => readonly MarketCandle[]
  /** The last trade of all. */
  readonly latestTrade: () => MarketTrade | undefined
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
  /** Makes a coin now; `undefined` when {@link MOST_NEW_COINS} have been made already. */
  readonly create: (coin: NewCoin, creator: Creator) => MarketCoin | undefined
  /** Tells of each trade and each new coin from now on; call what comes back to end that. */
  readonly subscribe: (listener: MarketListener) => () => void
  /**
   * What happened after the event with this sequence, oldest first; 0 means from the beginning.
   * `undefined` when some of it is forgotten (1,000 events are remembered), or when this market has
   * not come to that event yet.
   */
  readonly eventsSince: (sequence: number) => readonly MarketEvent[] | undefined
  /** How many events there have been: the sequence of the last. */
  readonly eventCount: () => number
  /** Trades a second over the whole market. */
  readonly pace: () => number
  /** Changes the pace from now on; what has happened stays. */
  readonly setPace: (tradesPerSecond: number) => void
}

// Idle coins date from here, so their bodies survive a restart of the server.
const GENESIS = Date.UTC(2026, 10, 20)
const MOST_CATCH_UP = 20_000

/** Opens a market (see {@link Market}). */
export function createMarket(options: MarketOptions): Market {
  const { clock, seed = 1, tradesPerSecond = USUAL_PACE } = options
  const startsAt = clock()
  const coins = openingCoins(seed, Math.min(GENESIS, startsAt))
  const opening = new Map(coins.map((coin) => [coin.identity.mint, coin]))
  const people = createPeople(
    seed,
    coins.map(({ identity }) => identity.creator),
  )
  const ledger = createLedger(seed, coins, people)
  const trending = trendingOf(coins)
  const sortedBy = sortOnce(ledger)
  let now = startsAt
  let applied = 0
  let pace = paceFrom(tradesPerSecond, startsAt)
  let made = 0
  let spare: readonly Naming[] | undefined

  const create = (coin: NewCoin, creator: Creator, at: number): MarketCoin | undefined => {
    if (made === MOST_NEW_COINS) return undefined
    const identity = newIdentity(seed, made, { coin, creator, at })
    made += 1
    return ledger.add(identity)
  }

  const bear = (index: number, at: number): MarketCoin | undefined => {
    spare ??= spareNamings(seed, COIN_COUNT)
    const naming = spare[(index + 1) / TRADES_PER_BIRTH - 1]
    return naming && create(naming, people.trader(index), at)
  }

  const applyScheduled = (index: number): void => {
    const { rank, lamports } = scheduledTrade(seed, index)
    const at = pace.timeOf(index)
    const isBirth = (index + 1) % TRADES_PER_BIRTH === 0
    const born = isBirth ? bear(index, at) : undefined
    const mint = born?.identity.mint ?? trending[rank]
    if (mint !== undefined) ledger.trade(mint, born ? Math.abs(lamports) : lamports, at)
  }

  const advanceTo = (instant: number): void => {
    now = Math.max(now, instant)
    const due = pace.dueAt(now)
    applied = Math.max(applied, due - MOST_CATCH_UP)
    for (; applied < due; applied += 1) applyScheduled(applied)
  }

  const advance = (): number => {
    advanceTo(clock())
    return now
  }

  return {
    trending,
    idle: [...opening.keys()].filter((mint) => !trending.includes(mint)),
    find: ledger.find,
    sortedBy,
    findPerson: people.find,
    candles: (mint, page) => {
      const coin = opening.get(mint)
      // What trades by itself has done so up to the opening.
      const opensAt = trending.includes(mint) ? startsAt : (coin?.lastTradeAt ?? startsAt)
      return candlePage({ seed, opening: coin, opensAt, minutes: ledger.minutes.of(mint) }, page)
    },
    latestTrade: () => ledger.latestTrade() ?? openingTrade(coins, people),
    solPrice: () => ({ usd: solPriceAt(seed, now), takenAt: solPriceTakenAt(now) }),
    advanceTo,
    trade: (mint, lamports) => ledger.trade(mint, lamports, advance()),
    create: (coin, creator) => create(coin, creator, advance()),
    subscribe: ledger.events.subscribe,
    eventsSince: ledger.events.since,
    eventCount: ledger.events.count,
    pace: () => pace.perSecond,
    setPace: (perSecond) => {
      advance()
      pace = paceFrom(perSecond, now, applied)
    },
  }
}

/** Sorts each way at most once between two changes. */
function sortOnce(ledger: Ledger): Market['sortedBy'] {
  const sorted = new Map<CoinSort, readonly MarketCoin[]>()
  let version = ledger.version()
  return (sort) => {
    if (version !== ledger.version()) sorted.clear()
    version = ledger.version()
    const rows = sorted.get(sort) ?? descendingBy(sort, [...ledger.coins()])
    sorted.set(sort, rows)
    return rows
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
