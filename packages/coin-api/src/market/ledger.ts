import { CURVE_START } from './curve.ts'
import { createCoin, type Identity, type MarketCoin, tradeCoin } from './coin.ts'
import { createEventLog, type EventLog } from './events.ts'
import { createLiveMinutes, type LiveMinutes } from './live-minutes.ts'
import type { People } from './people.ts'
import { solPriceAt } from './sol-price.ts'
import { exchanged, type MarketTrade, priceOf } from './trade.ts'

/** The coins of a market and what happened to them. */
export interface Ledger {
  readonly find: (mint: string) => MarketCoin | undefined
  readonly coins: () => Iterable<MarketCoin>
  /** One more with every change. */
  readonly version: () => number
  readonly events: EventLog
  readonly minutes: LiveMinutes
  /** The last trade, if there was one. */
  readonly latestTrade: () => MarketTrade | undefined
  /** Buys (positive lamports) or sells (negative) at `at` (ms). Throws RangeError without such a coin. */
  readonly trade: (mint: string, lamports: number, at: number) => void
  /** Adds a coin that nobody has traded, as of its creation. */
  readonly add: (identity: Identity) => MarketCoin
}

/** A ledger that begins with these coins. */
export function createLedger(seed: number, opening: readonly MarketCoin[], people: People): Ledger {
  const coins = new Map(opening.map((coin) => [coin.identity.mint, coin]))
  const events = createEventLog()
  const minutes = createLiveMinutes()
  let latest: MarketTrade | undefined

  return {
    find: (mint) => coins.get(mint),
    coins: () => coins.values(),
    version: events.count,
    events,
    minutes,
    latestTrade: () => latest,
    trade: (mint, lamports, at) => {
      const before = coins.get(mint)
      if (!before) throw new RangeError(`There is no coin ${mint}`)
      const coin = tradeCoin(before, lamports, { at, solPrice: solPriceAt(seed, at) })
      coins.set(mint, coin)

      const sequence = events.count() + 1
      const moved = exchanged(before, coin)
      const [isBuy, trader] = [lamports > 0, people.trader(sequence)]
      const trade: MarketTrade = { mint, ...moved, isBuy, at, trader, id: sequence }
      latest = trade
      minutes.add(mint, { at, from: priceOf(before), to: priceOf(coin), lamports: moved.lamports })
      events.add({ type: 'trade', sequence, at, trade, coin })
    },
    add: (identity) => {
      const at = identity.createdAt
      const coin = createCoin(identity, CURVE_START, solPriceAt(seed, at))
      coins.set(identity.mint, coin)
      people.add(identity.creator)
      events.add({ type: 'coin', sequence: events.count() + 1, at, coin })
      return coin
    },
  }
}
