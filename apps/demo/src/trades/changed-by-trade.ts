import type { Target } from '@etagged/core'

/** What a trade changes: the coin, and its prices at every timeframe. */
export function changedByTrade(mint: string): readonly Target[] {
  return [{ url: `/coins/${mint}` }, { prefix: `/candlesticks/${mint}` }]
}
