/** What happened to a coin's price within one span of time. */
export interface MarketCandle {
  /** Where the span begins; ms since the epoch. */
  readonly at: number
  /** Prices are SOL for one whole token. */
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  /** Lamports traded. */
  readonly lamports: number
}

/** One minute; ms. */
export const MINUTE = 60_000

/** The start of the span of `minutes` that an instant lies in; both ms since the epoch. */
export function spanStart(instant: number, minutes: number): number {
  return Math.floor(instant / (minutes * MINUTE)) * minutes * MINUTE
}

/** The candle with what followed it. */
export function joinCandles(first: MarketCandle, next: MarketCandle): MarketCandle {
  return {
    at: first.at,
    open: first.open,
    high: Math.max(first.high, next.high),
    low: Math.min(first.low, next.low),
    close: next.close,
    lamports: first.lamports + next.lamports,
  }
}

/** Candles in order of time, as candles of `minutes` each. Spans without any stay out. */
export function candlesOf(
  candles: Iterable<MarketCandle>,
  minutes: number,
): readonly MarketCandle[] {
  const joined: MarketCandle[] = []
  for (const candle of candles) {
    const at = spanStart(candle.at, minutes)
    const last = joined.at(-1)
    if (last?.at === at) joined[joined.length - 1] = joinCandles(last, candle)
    else joined.push({ ...candle, at })
  }
  return joined
}
