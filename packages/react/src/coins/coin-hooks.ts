'use client'

import {
  type Bookmarks,
  type Coin,
  coinEndpoints,
  type CoinListParams,
  type CoinRow,
  type CoinSearchParams,
  type SolPrice,
} from '@etagged/pumpfun'
import {
  type SkipToken,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useQuery,
  type UseQueryResult,
  useSuspenseQuery,
  type UseSuspenseQueryResult,
} from '@tanstack/react-query'
import type { QueryOverrides } from '../query.ts'
import {
  type CoinPages,
  type CoinPagesOverrides,
  type CoinQueries,
  coinQueries,
  detailOf,
  type EndlessCoinParams,
  listOf,
} from './coin-queries.ts'

/** @inline */
type Rows = readonly CoinRow[]

/** What a query that suspends cannot have. */
export type SuspenseOverrides<Data, Selected = Data> = Omit<
  QueryOverrides<Data, Selected>,
  'enabled' | 'throwOnError' | 'placeholderData'
>

/** The hooks of the coin API. */
export interface CoinHooks {
  /** One coin, by its mint address; `skipToken` waits for one. */
  readonly useCoin: <Selected = Coin>(
    mint: string | SkipToken,
    overrides?: QueryOverrides<Coin, Selected>,
  ) => UseQueryResult<Selected>
  /** A page of coins: `limit` rows, 50 by default. */
  readonly useCoins: <Selected = Rows>(
    params?: CoinListParams | SkipToken,
    overrides?: QueryOverrides<Rows, Selected>,
  ) => UseQueryResult<Selected>
  /** All coins, page by page. Each page has its own ETag; a page with fewer rows is the last. */
  readonly useInfiniteCoins: <Selected = CoinPages>(
    params?: EndlessCoinParams | SkipToken,
    overrides?: CoinPagesOverrides<Selected>,
  ) => UseInfiniteQueryResult<Selected>
  /** One coin, which is there when the component renders: until then it suspends. */
  readonly useSuspenseCoin: <Selected = Coin>(
    mint: string,
    overrides?: SuspenseOverrides<Coin, Selected>,
  ) => UseSuspenseQueryResult<Selected>
  /** A page of coins, which is there when the component renders: until then it suspends. */
  readonly useSuspenseCoins: <Selected = Rows>(
    params?: CoinListParams,
    overrides?: SuspenseOverrides<Rows, Selected>,
  ) => UseSuspenseQueryResult<Selected>
  /** The newest coin. */
  readonly useLatestCoin: <Selected = Coin>(
    overrides?: QueryOverrides<Coin, Selected>,
  ) => UseQueryResult<Selected>
  /** A page of the coins that are searched for; `skipToken` waits for something to search for. */
  readonly useCoinSearch: <Selected = Rows>(
    params: CoinSearchParams | SkipToken,
    overrides?: QueryOverrides<Rows, Selected>,
  ) => UseQueryResult<Selected>
  /** The price of SOL in USD. */
  readonly useSolPrice: <Selected = SolPrice>(
    overrides?: QueryOverrides<SolPrice, Selected>,
  ) => UseQueryResult<Selected>
  /** The signed-in user's bookmarks; 401 for nobody. */
  readonly useBookmarks: <Selected = Bookmarks>(
    overrides?: QueryOverrides<Bookmarks, Selected>,
  ) => UseQueryResult<Selected>
}

/** Makes the hooks for query options of your own making: see {@link createCoinQueries}. */
export function createCoinHooks(queries: CoinQueries): CoinHooks {
  return {
    useCoin: (mint, overrides) => useQuery(queries.detail(mint, overrides)),
    useCoins: (params, overrides) => useQuery(queries.list(params, overrides)),
    useInfiniteCoins: (params, overrides) => useInfiniteQuery(queries.infinite(params, overrides)),
    useSuspenseCoin: (mint, overrides) => useSuspenseQuery(queries.detail(mint, overrides)),
    useSuspenseCoins: (params, overrides) => useSuspenseQuery(queries.list(params, overrides)),
    useLatestCoin: (overrides) => useQuery(queries.latest(overrides)),
    useCoinSearch: (params, overrides) => useQuery(queries.search(params, overrides)),
    useSolPrice: (overrides) => useQuery(queries.solPrice(overrides)),
    useBookmarks: (overrides) => useQuery(queries.bookmarks(overrides)),
  }
}

// Each by itself, so that a page pays for those that it uses: the two that most pages need know
// nothing of the others.
const endpoints = coinEndpoints()
const detail = detailOf(endpoints)
const list = listOf(endpoints)

/** One coin, by its mint address; `skipToken` waits for one. */
export const useCoin: CoinHooks['useCoin'] = (mint, overrides) => useQuery(detail(mint, overrides))

/** A page of coins: `limit` rows, 50 by default. */
export const useCoins: CoinHooks['useCoins'] = (params, overrides) =>
  useQuery(list(params, overrides))

/** One coin, which is there when the component renders: until then it suspends. */
export const useSuspenseCoin: CoinHooks['useSuspenseCoin'] = (mint, overrides) =>
  useSuspenseQuery(detail(mint, overrides))

/** A page of coins, which is there when the component renders: until then it suspends. */
export const useSuspenseCoins: CoinHooks['useSuspenseCoins'] = (params, overrides) =>
  useSuspenseQuery(list(params, overrides))

/** All coins, page by page. Each page has its own ETag; a page with fewer rows is the last. */
export const useInfiniteCoins: CoinHooks['useInfiniteCoins'] = (params, overrides) =>
  useInfiniteQuery(coinQueries.infinite(params, overrides))

/** The newest coin. */
export const useLatestCoin: CoinHooks['useLatestCoin'] = (overrides) =>
  useQuery(coinQueries.latest(overrides))

/** A page of the coins that are searched for; `skipToken` waits for something to search for. */
export const useCoinSearch: CoinHooks['useCoinSearch'] = (params, overrides) =>
  useQuery(coinQueries.search(params, overrides))

/** The price of SOL in USD. */
export const useSolPrice: CoinHooks['useSolPrice'] = (overrides) =>
  useQuery(coinQueries.solPrice(overrides))

/** The signed-in user's bookmarks; 401 for nobody. */
export const useBookmarks: CoinHooks['useBookmarks'] = (overrides) =>
  useQuery(coinQueries.bookmarks(overrides))
