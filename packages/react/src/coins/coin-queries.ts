import {
  type Bookmarks,
  type Coin,
  type CoinEndpointOptions,
  coinEndpoints,
  type CoinListParams,
  type CoinRow,
  type SolPrice,
} from '@etagged/pumpfun'
import type { SkipToken, UseQueryOptions } from '@tanstack/react-query'
import { query, type QueryOverrides } from '../query.ts'
import type { EtaggedQueryKey } from '../query-key.ts'

type CoinQuery<Data, Selected> = UseQueryOptions<Data, Error, Selected, EtaggedQueryKey>

/** Query options for the coin API: for hooks, loaders, prefetching and tests alike. */
export interface CoinQueries {
  /** One coin, by its mint address (base58, 32 bytes). */
  detail<Selected = Coin>(
    mint: string | SkipToken,
    overrides?: QueryOverrides<Coin, Selected>,
  ): CoinQuery<Coin, Selected>
  /** A page of coins. */
  list<Selected = readonly CoinRow[]>(
    params?: CoinListParams | SkipToken,
    overrides?: QueryOverrides<readonly CoinRow[], Selected>,
  ): CoinQuery<readonly CoinRow[], Selected>
  /** The price of SOL in USD. */
  solPrice<Selected = SolPrice>(
    overrides?: QueryOverrides<SolPrice, Selected>,
  ): CoinQuery<SolPrice, Selected>
  /** The signed-in user's bookmarks. */
  bookmarks<Selected = Bookmarks>(
    overrides?: QueryOverrides<Bookmarks, Selected>,
  ): CoinQuery<Bookmarks, Selected>
}

/** Makes the query options for a server whose coins are at another path than the default one. */
export function createCoinQueries(options?: CoinEndpointOptions): CoinQueries {
  const endpoints = coinEndpoints(options)
  return {
    detail: (mint, overrides) =>
      query(endpoints.detail, typeof mint === 'string' ? { mint } : mint, overrides),
    list: (params = {}, overrides) => query(endpoints.list, params, overrides),
    solPrice: (overrides) => query(endpoints.solPrice, {}, overrides),
    bookmarks: (overrides) => query(endpoints.bookmarks, {}, overrides),
  }
}

/** Query options for the coin API as it is today. */
export const coinQueries: CoinQueries = createCoinQueries()
