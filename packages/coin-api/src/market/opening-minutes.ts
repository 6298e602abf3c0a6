import { type MarketCandle, MINUTE, spanStart } from './candle.ts'
import { isGraduated, type MarketCoin } from './coin.ts'
import { CURVE_END, CURVE_START, marketCapOf } from './curve.ts'
import { createNoise, mix } from './noise.ts'
import { type Peak, peakBefore } from './peak.ts'
import { randomFrom, seedAt, seedOf } from './prng.ts'

/** How far back a coin's invented past can be seen; ms. */
const PAST: number = 7 * 24 * 60 * MINUTE

const START = marketCapOf(CURVE_START)
const END = marketCapOf(CURVE_END)

/** The peak of the past of a coin as the market opens; nothing for a coin that nobody traded. */
export function openingPeak(seed: number, coin: MarketCoin): Peak | undefined {
  const { identity, marketCap, lastTradeAt } = coin
  if (lastTradeAt === undefined) return undefined
  const most = isGraduated(coin) ? Number.POSITIVE_INFINITY : END * 0.99
  return peakBefore(seed, identity, { marketCap, lastTradeAt, most })
}

/**
 * One-minute candles of the past of a coin as the market opens, from `from` to `to` (ms since the
 * epoch), at most {@link PAST}. They end at the coin's price. A function of its arguments alone, so
 * nothing has to be kept.
 */
export function openingMinutes(
  seed: number,
  coin: MarketCoin,
  { from, to }: { readonly from: number; readonly to: number },
): readonly MarketCandle[] {
  const peak = openingPeak(seed, coin)
  const begin = Math.max(spanStart(Math.max(from, to - PAST), 1), coin.identity.createdAt)
  if (!peak || begin >= to) return []

  const own = seed ^ seedOf(coin.identity.mint)
  const priceAt = pathOf(own, coin, peak, to)
  const limits = { least: floorOf(coin) / 1e9, most: peak.marketCap / 1e9 }
  const candles: MarketCandle[] = []
  let open = priceAt(begin)
  for (let at = spanStart(begin, 1); at < to; at += MINUTE) {
    const close = priceAt(Math.min(at + MINUTE, to))
    candles.push({ at, ...candleFrom(own, at, { open, close, ...limits }) })
    open = close
  }
  return candles
}

function candleFrom(
  seed: number,
  at: number,
  move: { open: number; close: number; least: number; most: number },
): Omit<MarketCandle, 'at'> {
  const { open, close, least, most } = move
  const random = randomFrom(seedAt(seed, at / MINUTE))
  const high = Math.min(most, Math.max(open, close) * (1 + 0.004 * random()))
  const low = Math.max(least, Math.min(open, close) * (1 - 0.004 * random()))
  const busyness = Math.abs(Math.log(close / open)) * 40 + 0.3 * random()
  return { open, high, low, close, lamports: Math.round(busyness * 1e9) }
}

/** From the start of the curve over the peak to today's price, with noise that ends at zero. */
function pathOf(
  seed: number,
  coin: MarketCoin,
  peak: Peak,
  endsAt: number,
): (instant: number) => number {
  const startsAt = coin.identity.createdAt
  const noiseAt = createNoise(seed)
  const [noiseAtStart, noiseAtEnd] = [noiseAt(startsAt), noiseAt(endsAt)]
  const floor = floorOf(coin)
  return (instant) => {
    const way = portion(startsAt, instant, endsAt)
    const noise = noiseAt(instant) - mix(noiseAtStart, noiseAtEnd, way)
    const trend =
      instant < peak.at
        ? mix(Math.log(START), Math.log(peak.marketCap), portion(startsAt, instant, peak.at))
        : mix(
            Math.log(peak.marketCap),
            Math.log(coin.marketCap),
            portion(peak.at, instant, endsAt) ** 0.5,
          )
    // The logarithm and back would miss the price by its last digit.
    if (instant >= endsAt) return coin.marketCap / 1e9
    return mirrored(Math.exp(trend + noise), floor, peak.marketCap) / 1e9
  }
}

/** Nobody can sell below the start of the curve; a pool can fall deeper. */
function floorOf(coin: MarketCoin): number {
  return isGraduated(coin) ? Math.min(START, coin.marketCap / 2) : START
}

/** Within the limits: what would leave them is thrown back, for a clipped path would be flat. */
function mirrored(value: number, least: number, most: number): number {
  const thrown = value > most ? most ** 2 / value : value < least ? least ** 2 / value : value
  return Math.min(most, Math.max(least, thrown))
}

function portion(from: number, instant: number, to: number): number {
  return to === from ? 1 : Math.min(1, Math.max(0, (instant - from) / (to - from)))
}
