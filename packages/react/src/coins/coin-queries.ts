import {
  type Bookmarks,
  type Coin,
  type CoinEndpointOptions,
  coinEndpoints,
  type CoinListParams,
  type CoinRow,
  type SolPrice,
} from '@etagged/pumpfun'
import { type SkipToken, skipToken } from '@tanstack/react-query'
import {
  type EtaggedQueryOptions,
  query,
  type QueryOverrides,
  type SkippableQueryOptions,
} from '../query.ts'

/** Query options for the coin API: for hooks, loaders, prefetching and tests alike. */
export interface CoinQueries {
  /** One coin, by its mint address (base58, 32 bytes). */
  detail<Selected = Coin>(
    mint: string,
    overrides?: QueryOverrides<Coin, Selected>,
  ): EtaggedQueryOptions<Coin, Selected>
  detail<Selected = Coin>(
    mint: string | SkipToken,
    overrides?: QueryOverrides<Coin, Selected>,
  ): SkippableQueryOptions<Coin, Selected>
  /** A page of coins. */
  list<Selected = readonly CoinRow[]>(
    params?: CoinListParams,
    overrides?: QueryOverrides<readonly CoinRow[], Selected>,
  ): EtaggedQueryOptions<readonly CoinRow[], Selected>
  list<Selected = readonly CoinRow[]>(
    params?: CoinListParams | SkipToken,
    overrides?: QueryOverrides<readonly CoinRow[], Selected>,
  ): SkippableQueryOptions<readonly CoinRow[], Selected>
  /** The price of SOL in USD. */
  solPrice<Selected = SolPrice>(
    overrides?: QueryOverrides<SolPrice, Selected>,
  ): EtaggedQueryOptions<SolPrice, Selected>
  /** The signed-in user's bookmarks. */
  bookmarks<Selected = Bookmarks>(
    overrides?: QueryOverrides<Bookmarks, Selected>,
  ): EtaggedQueryOptions<Bookmarks, Selected>
}

/** Makes the query options for a server whose coins are at another path than the default one. */
export function createCoinQueries(options?: CoinEndpointOptions): CoinQueries {
  const endpoints = coinEndpoints(options)
  return {
    detail: <Selected>(
      mint: string | SkipToken,
      overrides?: QueryOverrides<Coin, Selected>,
    ): EtaggedQueryOptions<Coin, Selected> =>
      unlessSkipped(query(endpoints.detail, mint === skipToken ? mint : { mint }, overrides)),
    list: <Selected>(
      params: CoinListParams | SkipToken = {},
      overrides?: QueryOverrides<readonly CoinRow[], Selected>,
    ): EtaggedQueryOptions<readonly CoinRow[], Selected> =>
      unlessSkipped(query(endpoints.list, params, overrides)),
    solPrice: (overrides) => query(endpoints.solPrice, {}, overrides),
    bookmarks: (overrides) => query(endpoints.bookmarks, {}, overrides),
  }
}

/** The overloads say when a query can be skipped; one implementation serves both. */
function unlessSkipped<Data, Selected>(
  options: SkippableQueryOptions<Data, Selected>,
): EtaggedQueryOptions<Data, Selected> {
  return options as EtaggedQueryOptions<Data, Selected>
}

/** Query options for the coin API as it is today. */
export const coinQueries: CoinQueries = createCoinQueries()
