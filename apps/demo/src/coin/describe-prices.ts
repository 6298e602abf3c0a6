import { formatShare } from '../format/amounts.ts'
import type { PricePoint } from './price-chart-geometry.ts'

/** What the prices did from the first to the last. */
export interface PriceMove {
  /** As a part of the first price: 0.12 is 12 % up. 0 where there was no price before. */
  readonly change: number
  readonly direction: 'up' | 'down' | 'level'
}

export function priceMove(prices: readonly PricePoint[]): PriceMove {
  const first = prices[0]?.price ?? 0
  const last = prices.at(-1)?.price ?? 0
  const change = first === 0 ? 0 : last / first - 1
  const isLevel = Math.abs(change) < 0.0005
  return { change, direction: isLevel ? 'level' : change > 0 ? 'up' : 'down' }
}

/** The chart in a sentence, for who cannot see it. */
export function describePrices(
  prices: readonly PricePoint[],
  format: (price: number) => string,
): string {
  const [first] = prices
  const last = prices.at(-1)
  if (first === undefined || last === undefined) return 'No prices yet.'
  const { change, direction } = priceMove(prices)
  const values = prices.map(({ price }) => price)
  const lowest = format(Math.min(...values))
  const highest = format(Math.max(...values))
  const moved =
    direction === 'level' ? 'unchanged' : `${direction} ${formatShare(Math.abs(change))}`
  return (
    `Price from ${format(first.price)} to ${format(last.price)} lamports, ${moved} ` +
    `in ${formatSpan(last.at - first.at)}; lowest ${lowest}, highest ${highest}.`
  )
}

/** A length of time (ms), in the one unit that says most. */
export function formatSpan(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  if (minutes < 120) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`
}
