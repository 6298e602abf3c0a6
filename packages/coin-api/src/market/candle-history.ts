import { candlesOf, type MarketCandle, MINUTE, spanStart } from './candle.ts'
import type { MarketCoin } from './coin.ts'
import type { LiveMinutes } from './live-minutes.ts'
import { openingMinutes } from './opening-minutes.ts'

/** Which candles of a coin. */
export interface CandlePage {
  /** Minutes a candle. */
  readonly timeframe: number
  readonly limit: number
  /** Newest candles to skip. */
  readonly offset: number
}

/** What the candles of a coin are made from. */
export interface CandleSource {
  readonly seed: number
  /** The coin as the market opened; nothing for one that was made since. */
  readonly opening: MarketCoin | undefined
  /** Where the invented past ends and what is remembered begins; ms since the epoch. */
  readonly opensAt: number
  readonly minutes: ReturnType<LiveMinutes['of']>
}

/** A page of candles, oldest first: the invented past, then what happened since. */
export function candlePage(source: CandleSource, page: CandlePage): readonly MarketCandle[] {
  const { timeframe, limit, offset } = page
  const { seed, opening, opensAt, minutes } = source
  const wanted = (limit + offset) * timeframe * MINUTE
  const past = opening
    ? openingMinutes(seed, opening, { from: spanStart(opensAt - wanted, timeframe), to: opensAt })
    : []
  const all = candlesOf([...past, ...minutes], timeframe)
  const end = Math.max(0, all.length - offset)
  return all.slice(Math.max(0, end - limit), end)
}
