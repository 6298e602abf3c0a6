import { joinCandles, type MarketCandle, spanStart } from './candle.ts'

/** Minutes with trades that are remembered for a coin: a day of them, if each has one. */
export const REMEMBERED_MINUTES = 1440

/** A move of a coin's price by one trade. */
export interface PriceMove {
  /** ms since the epoch; never before an earlier move of the coin. */
  readonly at: number
  /** SOL for one whole token, before and after. */
  readonly from: number
  readonly to: number
  readonly lamports: number
}

/** One-minute candles of trades as they happen. */
export interface LiveMinutes {
  readonly add: (mint: string, move: PriceMove) => void
  /** Oldest first. */
  readonly of: (mint: string) => readonly MarketCandle[]
}

/** No candles yet; for each coin the last {@link REMEMBERED_MINUTES} are kept. */
export function createLiveMinutes(): LiveMinutes {
  const minutes = new Map<string, MarketCandle[]>()
  return {
    add: (mint, { at, from, to, lamports }) => {
      const candles = minutes.get(mint) ?? []
      minutes.set(mint, candles)
      const [high, low] = [Math.max(from, to), Math.min(from, to)]
      const candle = { at: spanStart(at, 1), open: from, high, low, close: to, lamports }
      const last = candles.at(-1)
      if (last?.at === candle.at) candles[candles.length - 1] = joinCandles(last, candle)
      else candles.push(candle)
      if (candles.length > REMEMBERED_MINUTES) candles.shift()
    },
    of: (mint) => minutes.get(mint) ?? [],
  }
}
