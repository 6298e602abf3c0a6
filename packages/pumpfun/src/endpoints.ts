import { defineEndpoint, type Endpoint, type Schema } from '@etagged/core'
import * as v from 'valibot'
import { Bookmarks } from './bookmarks.ts'
import { type Candle, CandleList, type CandleParams, Timeframe } from './candle.ts'
import { CoinList, type CoinRow } from './coin-list.ts'
import type { CoinListParams, CoinSearchParams } from './coin-list-params.ts'
import { Coin } from './coin.ts'
import { type FollowEdge, FollowList } from './follow-edge.ts'
import { Mint } from './mint.ts'
import { SolPrice } from './sol-price.ts'
import { Trade } from './trade.ts'
import { UserCreatedCoins } from './user-created-coins.ts'
import { UserProfile } from './user-profile.ts'

/** The operation that gives one coin: the API is moving from the first path to the second. */
export type CoinDetailPath = '/coins/:mint' | '/coins-v2/:mint'

/** Options of {@link coinEndpoints}. */
export interface CoinEndpointOptions {
  /** The path of {@link CoinEndpoints.detail}. @default '/coins/:mint' */
  readonly detailPath?: CoinDetailPath
}

/**
 * A page of any list.
 *
 * @inline
 */
interface Paging {
  /** Rows per page, at least 1. @default the server's choice */
  readonly limit?: number
  /** Rows to skip, at least 0. @default 0 */
  readonly offset?: number
}

/** A page of a list of coins. */
export interface CoinPageParams extends Paging {
  /** Whether to include coins marked not safe for work. @default false */
  readonly includeNsfw?: boolean
}

/** The operations of the API that read coins, and those of the signed-in user. */
export interface CoinEndpoints {
  /** One coin, by its mint. */
  readonly detail: Endpoint<{ readonly mint: string }, Coin>
  /** A page of coins, in a given order. */
  readonly list: Endpoint<CoinListParams, readonly CoinRow[]>
  /** The newest coin. */
  readonly latest: Endpoint<object, Coin>
  /** Like {@link list}, with fewer requests a minute. */
  readonly search: Endpoint<CoinSearchParams, readonly CoinRow[]>
  /** What happened to a coin's price, oldest first. */
  readonly candles: Endpoint<CandleParams, readonly Candle[]>
  /** The newest trade, of whichever coin. */
  readonly latestTrade: Endpoint<object, Trade>
  /** What one SOL costs, in USD. */
  readonly solPrice: Endpoint<object, SolPrice>
  /** The default bookmark list of the signed-in user; 401 for nobody. */
  readonly bookmarks: Endpoint<object, Bookmarks>
  /** The coins in that list; 401 for nobody. */
  readonly bookmarkedCoins: Endpoint<CoinPageParams, readonly CoinRow[]>
  /** A user by address or name. */
  readonly profile: Endpoint<{ readonly id: string }, UserProfile>
  /** Whom a user follows. */
  readonly following: Endpoint<Paging & { readonly id: string }, readonly FollowEdge[]>
  /** The coins that a user made. */
  readonly createdCoins: Endpoint<CoinPageParams & { readonly userId: string }, UserCreatedCoins>
}

const detailParams: Schema<{ readonly mint: string }> = v.object({ mint: Mint })

const paging = {
  limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  offset: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
}
const coinPaging = { ...paging, includeNsfw: v.exactOptional(v.boolean()) }

const listEntries = {
  ...coinPaging,
  sort: v.exactOptional(
    v.picklist([
      'created_timestamp',
      'market_cap',
      'last_trade_timestamp',
      'reply_count',
      'last_reply',
      'featured',
      'currently_live',
    ]),
  ),
  order: v.exactOptional(v.picklist(['ASC', 'DESC'])),
  searchTerm: v.exactOptional(v.string()),
  creator: v.exactOptional(v.string()),
  complete: v.exactOptional(v.boolean()),
  meta: v.exactOptional(v.string()),
}

const listParams: Schema<CoinListParams> = v.strictObject(listEntries)
const searchParams: Schema<CoinSearchParams> = v.strictObject({
  ...listEntries,
  type: v.exactOptional(v.literal('hybrid')),
})

const candleParams: Schema<CandleParams> = v.strictObject({
  ...paging,
  limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
  mint: Mint,
  timeframe: v.exactOptional(Timeframe),
})

const coinPageParams: Schema<CoinPageParams> = v.strictObject(coinPaging)

/**
 * Describes the API's operations for `@etagged/core` and `@etagged/react`. Parameters that the API would
 * refuse make `url` throw a `UsageError`.
 *
 * @param options where single coins are
 */
export function coinEndpoints({
  detailPath = '/coins/:mint',
}: CoinEndpointOptions = {}): CoinEndpoints {
  return {
    detail: defineEndpoint({ path: detailPath, response: Coin, params: detailParams }),
    list: defineEndpoint({ path: '/coins', response: CoinList, params: listParams }),
    latest: defineEndpoint({ path: '/coins/latest', response: Coin }),
    search: defineEndpoint({ path: '/coins/search', response: CoinList, params: searchParams }),
    candles: defineEndpoint({
      path: '/candlesticks/:mint',
      response: CandleList,
      params: candleParams,
    }),
    latestTrade: defineEndpoint({ path: '/trades/latest', response: Trade }),
    solPrice: defineEndpoint({ path: '/sol-price', response: SolPrice }),
    bookmarks: defineEndpoint({ path: '/bookmarks/default', response: Bookmarks }),
    bookmarkedCoins: defineEndpoint({
      path: '/coins/bookmarks/default',
      response: CoinList,
      params: coinPageParams,
    }),
    profile: defineEndpoint({
      path: '/users/:id',
      response: UserProfile,
      params: v.strictObject({ id: v.string() }),
    }),
    following: defineEndpoint({
      path: '/following/:id',
      response: FollowList,
      params: v.strictObject({ ...paging, id: v.string() }),
    }),
    createdCoins: defineEndpoint({
      path: '/coins/user-created-coins/:userId',
      response: UserCreatedCoins,
      params: v.strictObject({ ...coinPaging, userId: v.string() }),
    }),
  }
}
