'use client'

import type { Bookmarks, Coin, CoinListParams, CoinRow, SolPrice } from '@etagged/pumpfun'
import { type SkipToken, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { QueryOverrides } from '../query.ts'
import { type CoinQueries, coinQueries } from './coin-queries.ts'

/** The hooks of the coin API. */
export interface CoinHooks {
  /** One coin, by its mint address; `skipToken` waits for one. */
  readonly useCoin: <Selected = Coin>(
    mint: string | SkipToken,
    overrides?: QueryOverrides<Coin, Selected>,
  ) => UseQueryResult<Selected>
  /** A page of coins: `limit` rows, 50 by default. */
  readonly useCoins: <Selected = readonly CoinRow[]>(
    params?: CoinListParams | SkipToken,
    overrides?: QueryOverrides<readonly CoinRow[], Selected>,
  ) => UseQueryResult<Selected>
  /** The price of SOL in USD. */
  readonly useSolPrice: <Selected = SolPrice>(
    overrides?: QueryOverrides<SolPrice, Selected>,
  ) => UseQueryResult<Selected>
  /** The signed-in user's bookmarks. */
  readonly useBookmarks: <Selected = Bookmarks>(
    overrides?: QueryOverrides<Bookmarks, Selected>,
  ) => UseQueryResult<Selected>
}

/** Makes the hooks for query options of your own making: see `createCoinQueries`. */
export function createCoinHooks(queries: CoinQueries): CoinHooks {
  return {
    useCoin: (mint, overrides) => useQuery(queries.detail(mint, overrides)),
    useCoins: (params, overrides) => useQuery(queries.list(params, overrides)),
    useSolPrice: (overrides) => useQuery(queries.solPrice(overrides)),
    useBookmarks: (overrides) => useQuery(queries.bookmarks(overrides)),
  }
}

const hooks = createCoinHooks(coinQueries)

/** One coin, by its mint address; `skipToken` waits for one. */
export const useCoin: CoinHooks['useCoin'] = hooks.useCoin

/** A page of coins: 50 by default. */
export const useCoins: CoinHooks['useCoins'] = hooks.useCoins

/** The price of SOL in USD. */
export const useSolPrice: CoinHooks['useSolPrice'] = hooks.useSolPrice

/** The signed-in user's bookmarks. */
export const useBookmarks: CoinHooks['useBookmarks'] = hooks.useBookmarks
