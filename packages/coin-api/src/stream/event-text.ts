import type { Trade } from '@etagged/pumpfun'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { latestTradeBody } from '../bodies/trade-body.ts'
import type { MarketEvent, TradeEvent } from '../market/events.ts'

/** A trade as the stream tells it: what it did to its coin comes along. */
export interface StreamedTrade extends Trade {
  /** SOL. */
  readonly market_cap: number
  /** USD, at the SOL price of the trade. */
  readonly usd_market_cap: number
}

/** Comments keep the connection open through whoever ends silent ones. */
export const HEARTBEAT = ': still here\n\n'

/**
 * The beginning of a stream: how long to wait before the next connection, and from where to go on
 * if this one breaks before its first event.
 */
export function formatOpening(position: number | undefined): string {
  return `${position === undefined ? '' : `id: ${position}\n`}retry: 3000\n\n`
}

/** Some events are lost: read anew what you show, then go on from this position. */
export function formatReset(position: number): string {
  return formatEvent('reset', position, '{}')
}

/** One event of the market, in the format of server-sent events. */
export function formatMarketEvent(event: MarketEvent, bodies: Pick<CoinBodies, 'coin'>): string {
  const { type, sequence, coin } = event
  const data = type === 'trade' ? JSON.stringify(streamedTrade(event)) : bodies.coin(coin)
  return formatEvent(type, sequence, data)
}

// JSON text has no line breaks, so one line of data holds it.
function formatEvent(name: string, id: number, data: string): string {
  return `event: ${name}\nid: ${id}\ndata: ${data}\n\n`
}

function streamedTrade({ trade, coin }: TradeEvent): object {
  const { marketCap, usdMarketCap } = coin
  return { ...latestTradeBody(trade, coin), market_cap: marketCap, usd_market_cap: usdMarketCap }
}
