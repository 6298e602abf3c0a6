import type { CoinRow } from '@etagged/pumpfun'
import { coinQueries, infinite, useInfiniteCoins } from '@etagged/react'
import {
  type InfiniteData,
  type QueryClient,
  skipToken,
  useInfiniteQuery,
  useSuspenseInfiniteQuery,
} from '@tanstack/react-query'
import { type Order, orders } from './orders.test-fixture.ts'
import { same } from './same.test-tool.ts'

declare const queryClient: QueryClient

const paging = {
  initialPageParam: 0,
  getNextPageParam: (last: readonly Order[], _: unknown, page: number) =>
    last.length === 0 ? undefined : page + 1,
  page: (page: number) => ({ page }),
}

export function pagesOfOnesOwn(): void {
  const options = infinite(orders, {}, paging)
  const { data } = useInfiniteQuery(options)
  same<typeof data, InfiniteData<readonly Order[], number> | undefined>()
  const { data: there } = useSuspenseInfiniteQuery(options)
  same<typeof there, InfiniteData<readonly Order[], number>>()
  const cached = queryClient.getQueryData(options.queryKey)
  same<typeof cached, InfiniteData<readonly Order[], number> | undefined>()
  const selected = infinite(orders, {}, { ...paging, select: ({ pages }) => pages.length })
  const { data: count } = useInfiniteQuery(selected)
  same<typeof count, number | undefined>()
  useInfiniteQuery(infinite(orders, skipToken, paging))
  // @ts-expect-error -- where does the list begin?
  infinite(orders, {}, { page: paging.page, getNextPageParam: paging.getNextPageParam })
  // @ts-expect-error -- another type than the endpoint's parameter
  infinite(orders, {}, { ...paging, page: (page: number) => ({ page: String(page) }) })
}

export function pagesOfCoins(): void {
  const { data, hasNextPage } = useInfiniteCoins({ limit: 20, sort: 'market_cap' })
  same<typeof data, InfiniteData<readonly CoinRow[], number> | undefined>()
  same<typeof hasNextPage, boolean>()
  useInfiniteCoins(skipToken)
  const { data: rows } = useInfiniteCoins({}, { select: ({ pages }) => pages.flat() })
  same<typeof rows, CoinRow[] | undefined>()
  useSuspenseInfiniteQuery(coinQueries.infinite())
  // @ts-expect-error -- where a page begins is not the caller's to say
  useInfiniteCoins({ offset: 50 })
}
