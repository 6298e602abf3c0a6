import type { CoinSort } from '@etagged/pumpfun'
import type { MarketCoin } from './coin.ts'

/** What each sort compares; a coin without the value comes after all that have it. */
const VALUE_OF: Readonly<Record<CoinSort, (coin: MarketCoin) => number | undefined>> = {
  created_timestamp: ({ identity }) => identity.createdAt,
  market_cap: ({ marketCap }) => marketCap,
  last_trade_timestamp: ({ lastTradeAt }) => lastTradeAt,
  reply_count: ({ identity }) => identity.replyCount,
  last_reply: ({ identity }) => identity.lastReplyAt,
  featured: ({ identity, marketCap }) => (identity.verified ? marketCap : undefined),
  currently_live: ({ identity, marketCap }) => (identity.live ? marketCap : undefined),
}

/** The sorts that the API accepts. */
export const COIN_SORTS: readonly CoinSort[] = Object.keys(VALUE_OF).filter(isCoinSort)

/** A new array, greatest first; equals keep their order. */
export function descendingBy(sort: CoinSort, coins: readonly MarketCoin[]): readonly MarketCoin[] {
  const valueOf = VALUE_OF[sort]
  return coins
    .map((coin) => ({ coin, value: valueOf(coin) ?? Number.NEGATIVE_INFINITY }))
    .toSorted((left, right) => (left.value < right.value ? 1 : left.value > right.value ? -1 : 0))
    .map(({ coin }) => coin)
}

/** Is this one of the sorts that the API accepts? */
export function isCoinSort(text: string): text is CoinSort {
  return Object.hasOwn(VALUE_OF, text)
}
