import { createCoinApi } from '@etagged/coin-api'
import { createEtagged } from '@etagged/core'
import { skipToken, useSuspenseQuery } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { type ReactNode, Suspense } from 'react'
import { afterAll, beforeAll, expect, expectTypeOf, it } from 'vitest'
import { EtaggedProvider } from '../provider.tsx'
import {
  createCoinHooks,
  useBookmarks,
  useCoin,
  useCoins,
  useCoinSearch,
  useInfiniteCoins,
  useLatestCoin,
  useSolPrice,
  useSuspenseCoin,
  useSuspenseCoins,
} from './coin-hooks.ts'
import { coinQueries, createCoinQueries } from './coin-queries.ts'

const url = 'http://coins.test'
const api = createCoinApi({ clock: Date.now, tradesPerSecond: 0 })
const paths: string[] = []
const server = setupServer(
  http.all(`${url}/*`, ({ request }) => {
    paths.push(new URL(request.url).pathname)
    return api.fetch(request)
  }),
)

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())

const [known = ''] = api.market.idle

function show(content: ReactNode): void {
  paths.length = 0
  const client = createEtagged({ baseUrl: url })
  render(
    <EtaggedProvider client={client} user={null}>
      <Suspense>{content}</Suspense>
    </EtaggedProvider>,
  )
}

it('useCoins gives rows, useCoin a coin, useSolPrice a price', async () => {
  function Page(): ReactNode {
    const rows = useCoins({ sort: 'market_cap', limit: 3 }).data
    const coin = useCoin(known).data
    const price = useSolPrice().data
    return (
      <p>
        {rows?.length} {coin?.mint} {typeof price?.solPrice}
      </p>
    )
  }
  show(<Page />)
  await screen.findByText(`3 ${known} number`)
  expect(paths.toSorted()).toEqual(['/coins', `/coins/${known}`, '/sol-price'])
})

it('an unknown coin, an invalid mint and a missing log-in are typed errors', async () => {
  const unknown = '11111111111111111111111111111111'
  function Page(): ReactNode {
    const errors = [
      useCoin(unknown, { retry: false }),
      useCoin('nonsense'),
      useBookmarks({ retry: false }),
    ]
    return <p>{errors.map(({ error }) => error?.name).join(' ')}</p>
  }
  show(<Page />)
  await screen.findByText('StatusError UsageError StatusError')
  expect(paths.toSorted()).toEqual([`/bookmarks/default`, `/coins/${unknown}`])
})

it('another path for details is a matter of the query options', async () => {
  const successors = createCoinHooks(createCoinQueries({ detailPath: '/coins-v2/:mint' }))
  function Page(): ReactNode {
    return <p>{successors.useCoin(known).data?.mint}</p>
  }
  show(<Page />)
  await screen.findByText(known)
  expect(paths).toEqual([`/coins-v2/${known}`])
})

it('the same options serve Suspense, and skipToken waits', async () => {
  function Page(): ReactNode {
    const { data } = useSuspenseQuery(coinQueries.detail(known))
    expectTypeOf(data.usd_market_cap).toBeNumber()
    return (
      <p>
        {data.mint} {useCoin(skipToken).fetchStatus}
      </p>
    )
  }
  show(<Page />)
  await screen.findByText(`${known} idle`)
})

it('select infers what the hook gives', () => {
  const named = () => useCoin(known, { select: ({ name }) => name })
  expectTypeOf<ReturnType<typeof named>['data']>().toEqualTypeOf<string | undefined>()
  expectTypeOf(coinQueries.detail).parameter(0).not.toBeNumber()
})

it('the latest coin, a search, and what suspends until it is there', async () => {
  function Page(): ReactNode {
    const coin = useSuspenseCoin(known).data
    const rows = useSuspenseCoins({ limit: 2 }).data
    const latest = useLatestCoin().data
    const found = useCoinSearch({ searchTerm: coin.name, limit: 1 }).data
    const unasked = useCoinSearch(skipToken)
    return (
      <p>
        {coin.mint} {rows.length} {typeof latest?.mint} {found?.length} {unasked.fetchStatus}
      </p>
    )
  }
  show(<Page />)
  await screen.findByText(`${known} 2 string 1 idle`)
  expect(paths.toSorted()).toEqual(['/coins', `/coins/${known}`, '/coins/latest', '/coins/search'])
})

it.each([
  { limit: 30, complete: true, says: 'as long as asked for', first: 30 },
  {
    limit: 400,
    says: 'shorter than asked for, since the server has a limit of its own',
    first: 200,
  },
])(
  'an endless list whose pages are $says ends on a short page',
  async ({ limit, complete, first }) => {
    let next = async (): Promise<unknown> => undefined
    function Page(): ReactNode {
      const list = useInfiniteCoins({
        limit,
        includeNsfw: true,
        ...(complete !== undefined && { complete }),
      })
      next = list.fetchNextPage
      expectTypeOf(list.data?.pages[0]?.[0]?.mint).toEqualTypeOf<string | undefined>()
      return (
        <p>
          {list.data?.pages.map(({ length }) => length).join()} {String(list.hasNextPage)}
        </p>
      )
    }
    show(<Page />)
    await screen.findByText(`${first} true`)
    for (let page = 1; screen.queryByText(/ true$/) !== null && page < 50; page++) await act(next)
    const [shown = ''] = screen.getByText(/ false$/).textContent.split(' ')
    const sizes = shown.split(',').map(Number)
    expect(sizes.at(-1)).toBeLessThan(first)
    expect(sizes.slice(0, -1).every((size) => size === first)).toBe(true)
    expect(paths).toHaveLength(sizes.length)
  },
)
