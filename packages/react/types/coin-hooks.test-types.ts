import type { Bookmarks, Coin, CoinRow, SolPrice } from '@etagged/pumpfun'
import {
  coinQueries,
  createCoinHooks,
  createCoinQueries,
  useBookmarks,
  useCoin,
  useCoins,
  useCoinSearch,
  useLatestCoin,
  useSolPrice,
  useSuspenseCoin,
  useSuspenseCoins,
} from '@etagged/react'
import { skipToken, useSuspenseQuery } from '@tanstack/react-query'
import { same } from './same.test-tool.ts'

declare const mint: string | undefined

export function oneCoin(): void {
  const { data } = useCoin('mint')
  same<typeof data, Coin | undefined>()
  const { data: perhaps } = useCoin(mint ?? skipToken)
  same<typeof perhaps, Coin | undefined>()
  const { data: name } = useCoin('mint', { select: (coin) => coin.name })
  same<typeof name, string | undefined>()
  // @ts-expect-error -- not known yet: that is what skipToken is for
  useCoin(mint)
  // @ts-expect-error -- no mint
  useCoin(1)
  // @ts-expect-error -- the mint, and not an object with it
  useCoin({ mint: 'mint' })
  // @ts-expect-error -- which one?
  useCoin()
  // @ts-expect-error -- no field of a coin
  useCoin('mint', { select: ({ price }) => price === 1 })
}

export function aPageOfCoins(): void {
  const { data } = useCoins()
  same<typeof data, readonly CoinRow[] | undefined>()
  useCoins({ sort: 'market_cap', order: 'ASC', limit: 50, offset: 0, includeNsfw: false })
  useCoins(mint === undefined ? skipToken : { creator: mint })
  const { data: count, error } = useCoins({}, { select: (rows) => rows.length })
  same<typeof count, number | undefined>()
  same<typeof error, Error | null>()
  // @ts-expect-error -- the API sorts by no such key
  useCoins({ sort: 'name' })
  // @ts-expect-error -- no parameter
  useCoins({ lmit: 50 })
  // @ts-expect-error -- another type
  useCoins({ limit: '50' })
  // @ts-expect-error -- no option of TanStack's
  useCoins({}, { refetchIntervall: 1000 })
}

export function theOthers(): void {
  const { data: price } = useSolPrice()
  same<typeof price, SolPrice | undefined>()
  const { data: usd } = useSolPrice({ select: ({ solPrice }) => solPrice })
  same<typeof usd, number | undefined>()
  const { data: bookmarks } = useBookmarks()
  same<typeof bookmarks, Bookmarks | undefined>()
  // @ts-expect-error -- there is one list, of the user who is signed in
  useBookmarks('user')
}

export function theirQueries(): void {
  const { data: coin } = useSuspenseQuery(coinQueries.detail('mint'))
  same<typeof coin, Coin>()
  const { data: rows } = useSuspenseQuery(coinQueries.list())
  same<typeof rows, readonly CoinRow[]>()
  const { data: count } = useSuspenseQuery(coinQueries.list({}, { select: (all) => all.length }))
  same<typeof count, number>()
  // @ts-expect-error -- Suspense would wait for ever
  useSuspenseQuery(coinQueries.detail(skipToken))
  // @ts-expect-error -- perhaps for ever
  useSuspenseQuery(coinQueries.detail(mint ?? skipToken))
  // @ts-expect-error -- for ever
  useSuspenseQuery(coinQueries.list(skipToken))
}

export function anotherServer(): void {
  const hooks = createCoinHooks(createCoinQueries({ detailPath: '/coins-v2/:mint' }))
  same<typeof hooks.useCoin, typeof useCoin>()
  // @ts-expect-error -- no path of the API
  createCoinQueries({ detailPath: '/coins-v3/:mint' })
}

export function whatSuspends(): void {
  const { data: coin } = useSuspenseCoin('mint')
  same<typeof coin, Coin>()
  const { data: count } = useSuspenseCoins({ limit: 2 }, { select: (rows) => rows.length })
  same<typeof count, number>()
  // @ts-expect-error -- what suspends has no time to wait for its parameters
  useSuspenseCoin(skipToken)
  // @ts-expect-error -- nor for leave to run
  useSuspenseCoin('mint', { enabled: false })
}

export function latestAndSearched(): void {
  const { data: coin } = useLatestCoin()
  same<typeof coin, Coin | undefined>()
  const { data: rows } = useCoinSearch({ searchTerm: 'cat', type: 'hybrid' })
  same<typeof rows, readonly CoinRow[] | undefined>()
  useCoinSearch(skipToken)
  // @ts-expect-error -- one way to search is known
  useCoinSearch({ type: 'fuzzy' })
}
