import type { MarketCandle } from '../market/candle.ts'
import { slotAt } from '../market/trade.ts'

/** A candle of `timeframe` minutes as the service tells of it. */
export function candleBody(mint: string, timeframe: number, candle: MarketCandle): object {
  const { at, open, high, low, close, lamports } = candle
  return {
    mint,
    timestamp: at / 1000,
    open,
    high,
    low,
    close,
    volume: lamports,
    slot: slotAt(at),
    is_5_min: timeframe === 5,
    is_1_min: timeframe === 1,
  }
}
