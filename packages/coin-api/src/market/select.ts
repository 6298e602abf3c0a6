import type { CoinSort } from '@etagged/pumpfun'
import { isGraduated, type MarketCoin } from './coin.ts'
import type { Market } from './market.ts'

/** A question for a page of coins, every default filled in. */
export interface Selection {
  readonly limit: number
  readonly offset: number
  readonly sort: CoinSort
  readonly order: 'ASC' | 'DESC'
  readonly includeNsfw: boolean
  /** Text in name, symbol or mint; upper and lower case are the same. */
  readonly searchTerm?: string
  readonly creator?: string
  readonly complete?: boolean
  readonly meta?: string
}

// The service yields no rows beyond, however many there are.
const LAST_OFFSET = 1000

/** One page of the market. */
export function selectCoins(market: Market, selection: Selection): readonly MarketCoin[] {
  const { order, sort } = selection
  const descending = market.sortedBy(sort)
  const ordered = order === 'ASC' ? descending.toReversed() : descending
  return pageOf(ordered.filter(matcherOf(selection)), selection)
}

/** One page of any rows; there are none from offset 1,000 on. */
export function pageOf<T>(
  rows: readonly T[],
  { limit, offset }: Pick<Selection, 'limit' | 'offset'>,
): readonly T[] {
  return rows.slice(offset, Math.min(offset + limit, LAST_OFFSET))
}

/** Coins without those that are not safe for work, unless these are asked for. */
export function shownCoins(
  coins: readonly MarketCoin[],
  includeNsfw = false,
): readonly MarketCoin[] {
  return includeNsfw ? coins : coins.filter(({ identity }) => !identity.nsfw)
}

function matcherOf(selection: Selection): (coin: MarketCoin) => boolean {
  const { includeNsfw, creator, complete, meta } = selection
  const term = selection.searchTerm?.trim().toLowerCase() ?? ''
  return (coin) =>
    (includeNsfw || !coin.identity.nsfw) &&
    (complete === undefined || isGraduated(coin) === complete) &&
    (creator === undefined || coin.identity.creator.address === creator) &&
    (meta === undefined || coin.identity.meta === meta) &&
    (term === '' || mentions(coin, term))
}

function mentions({ identity }: MarketCoin, term: string): boolean {
  const { name, symbol, mint } = identity
  return [name, symbol, mint].some((text) => text.toLowerCase().includes(term))
}
