import {
  type Bookmarks,
  type Coin,
  type CoinEndpointOptions,
  type CoinEndpoints,
  coinEndpoints,
  type CoinListParams,
  type CoinPageParams,
  type CoinRow,
  type CoinSearchParams,
  type SolPrice,
} from '@etagged/pumpfun'
import { type InfiniteData, type SkipToken, skipToken } from '@tanstack/react-query'
import {
  type EtaggedInfiniteOptions,
  infinite,
  type InfiniteOverrides,
  type SkippableInfiniteOptions,
} from '../infinite.ts'
import {
  type EtaggedQueryOptions,
  query,
  type QueryOverrides,
  type SkippableQueryOptions,
} from '../query.ts'

/** @inline */
type Rows = readonly CoinRow[]

/** All pages of a list of coins that were read so far; a page's parameter is its offset. */
export type CoinPages = InfiniteData<Rows, number>

/** The parameters of an endless list: where a page begins is not theirs to say. */
export type EndlessCoinParams = Omit<CoinListParams, 'offset'>

/** TanStack's options of an endless list of coins, but for what is supplied. */
export type CoinPagesOverrides<Selected = CoinPages> = Omit<
  InfiniteOverrides<Rows, number, Selected>,
  'initialPageParam' | 'getNextPageParam' | 'getPreviousPageParam'
>

/** Query options for the coin API: for hooks, loaders, prefetching and tests alike. */
export interface CoinQueries {
  /** One coin, by its mint address (base58, 32 bytes). */
  detail<Selected = Coin>(
    mint: string,
    overrides?: QueryOverrides<Coin, Selected>,
  ): EtaggedQueryOptions<Coin, Selected>
  /** The same for a mint that may not be known yet: not for Suspense. */
  detail<Selected = Coin>(
    mint: string | SkipToken,
    overrides?: QueryOverrides<Coin, Selected>,
  ): SkippableQueryOptions<Coin, Selected>
  /** A page of coins: `limit` rows, 50 by default. */
  list<Selected = Rows>(
    params?: CoinListParams,
    overrides?: QueryOverrides<Rows, Selected>,
  ): EtaggedQueryOptions<Rows, Selected>
  /** The same for parameters that may not be known yet: not for Suspense. */
  list<Selected = Rows>(
    params?: CoinListParams | SkipToken,
    overrides?: QueryOverrides<Rows, Selected>,
  ): SkippableQueryOptions<Rows, Selected>
  /** All coins, page by page: 50 rows each, or `limit`. A page with fewer rows is the last. */
  infinite<Selected = CoinPages>(
    params?: EndlessCoinParams,
    overrides?: CoinPagesOverrides<Selected>,
  ): EtaggedInfiniteOptions<Rows, number, Selected>
  /** The same for parameters that may not be known yet: not for Suspense. */
  infinite<Selected = CoinPages>(
    params?: EndlessCoinParams | SkipToken,
    overrides?: CoinPagesOverrides<Selected>,
  ): SkippableInfiniteOptions<Rows, number, Selected>
  /** The newest coin. */
  latest<Selected = Coin>(
    overrides?: QueryOverrides<Coin, Selected>,
  ): EtaggedQueryOptions<Coin, Selected>
  /** A page of the coins that are searched for; 20 requests a minute, say those who have counted. */
  search<Selected = Rows>(
    params: CoinSearchParams,
    overrides?: QueryOverrides<Rows, Selected>,
  ): EtaggedQueryOptions<Rows, Selected>
  /** The same for a search that may not have begun yet: not for Suspense. */
  search<Selected = Rows>(
    params: CoinSearchParams | SkipToken,
    overrides?: QueryOverrides<Rows, Selected>,
  ): SkippableQueryOptions<Rows, Selected>
  /** The price of SOL in USD. */
  solPrice<Selected = SolPrice>(
    overrides?: QueryOverrides<SolPrice, Selected>,
  ): EtaggedQueryOptions<SolPrice, Selected>
  /** The signed-in user's bookmarks; 401 for nobody. */
  bookmarks<Selected = Bookmarks>(
    overrides?: QueryOverrides<Bookmarks, Selected>,
  ): EtaggedQueryOptions<Bookmarks, Selected>
  /** The coins in that list; 401 for nobody. */
  bookmarkedCoins<Selected = Rows>(
    params?: CoinPageParams,
    overrides?: QueryOverrides<Rows, Selected>,
  ): EtaggedQueryOptions<Rows, Selected>
}

/** Rows of a page when nothing else is said: as many as the API's own pages ask for. */
const PAGE = 50

/** Makes the query options for a server whose coins are at another path than the default one. */
export function createCoinQueries(options?: CoinEndpointOptions): CoinQueries {
  const endpoints = coinEndpoints(options)
  return {
    detail: detailOf(endpoints),
    list: listOf(endpoints),
    infinite: infiniteOf(endpoints),
    latest: (overrides) => query(endpoints.latest, {}, overrides),
    search: searchOf(endpoints),
    solPrice: (overrides) => query(endpoints.solPrice, {}, overrides),
    bookmarks: (overrides) => query(endpoints.bookmarks, {}, overrides),
    bookmarkedCoins: (params = {}, overrides) =>
      query(endpoints.bookmarkedCoins, params, overrides),
  }
}

// Each by itself, so that a page pays for those that it uses.

export function detailOf({ detail }: CoinEndpoints): CoinQueries['detail'] {
  return <Selected>(mint: string | SkipToken, overrides?: QueryOverrides<Coin, Selected>) =>
    unlessSkipped(query(detail, mint === skipToken ? mint : { mint }, overrides))
}

export function listOf({ list }: CoinEndpoints): CoinQueries['list'] {
  return <Selected>(
    params: CoinListParams | SkipToken = {},
    overrides?: QueryOverrides<Rows, Selected>,
  ) => unlessSkipped(query(list, params, overrides))
}

function searchOf({ search }: CoinEndpoints): CoinQueries['search'] {
  return <Selected>(
    params: CoinSearchParams | SkipToken,
    overrides?: QueryOverrides<Rows, Selected>,
  ) => unlessSkipped(query(search, params, overrides))
}

function infiniteOf({ list }: CoinEndpoints): CoinQueries['infinite'] {
  return <Selected>(
    params: EndlessCoinParams | SkipToken = {},
    overrides?: CoinPagesOverrides<Selected>,
  ) => {
    const limit = (params === skipToken ? undefined : params.limit) ?? PAGE
    const endless = infinite<CoinListParams, Rows, number, Selected>(
      list,
      params === skipToken ? params : { ...params, limit },
      {
        ...overrides,
        initialPageParam: 0,
        getNextPageParam: (rows, pages, offset) =>
          isLast(rows, pages, limit) ? undefined : offset + rows.length,
        // The first page is the page that `list` gives.
        page: (offset) => (offset === 0 ? {} : { offset }),
      },
    )
    return endless as EtaggedInfiniteOptions<Rows, number, Selected>
  }
}

/**
 * There is no total and no cursor: a short page is the last. The server may give fewer rows than it
 * is asked for, though, if those are more than a page of its own: then its longest page is the measure.
 */
function isLast(rows: Rows, pages: readonly Rows[], limit: number): boolean {
  const longest = Math.max(PAGE, ...pages.map(({ length }) => length))
  return rows.length < Math.min(limit, longest)
}

/** The overloads say when a query can be skipped; one implementation serves both. */
function unlessSkipped<Data, Selected>(
  options: SkippableQueryOptions<Data, Selected>,
): EtaggedQueryOptions<Data, Selected> {
  return options as EtaggedQueryOptions<Data, Selected>
}

/** Query options for the coin API as it is today. */
export const coinQueries: CoinQueries = /* @__PURE__ */ createCoinQueries()
