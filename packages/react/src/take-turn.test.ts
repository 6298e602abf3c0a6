import { createEtagged } from '@etagged/core'
import { createQuota } from '@etagged/core/quota'
import {
  focusManager,
  InfiniteQueryObserver,
  noop,
  QueryClient,
  QueryObserver,
} from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { connect } from './connect.ts'
import { item } from './endpoints.test-fixture.ts'
import { query } from './query.ts'
import { refresh } from './refresh.ts'
import { feedPages } from './situations/users-page.test-fixture.tsx'
import { openApiInPage } from './situations/api-in-page.test-fixture.ts'
import { holdTimers, rest } from './held-timers.test-fixture.ts'

holdTimers()

/** A page that has an item, and was told how many of twenty requests a minute are left. */
async function openPage(remaining: number) {
  const api = openApiInPage({
    '/items/1': { id: 1, name: 'one' },
    '/feed?from=0': ['first'],
    '/feed?from=1': ['second'],
    '/feed?from=2': ['third'],
  })
  api.fields = {
    'x-ratelimit-limit': '20',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': '60',
  }
  const quota = createQuota({ tabs: false, endpoints: [item] })
  const client = createEtagged({ baseUrl: api.url, fetch: api.fetch, tabs: false, quota })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  await client.json('/items/1')
  api.exchanges.length = 0
  return { api, client, quota, queryClient, sent: () => api.exchanges.map(({ status }) => status) }
}

describe('a flight that waits for its turn is sent as soon as it is urgent enough', () => {
  it('because the page is shown', async () => {
    const { queryClient, sent } = await openPage(8)
    focusManager.setFocused(false)
    const options = query(item, { id: 1 }, { staleTime: 0 })
    const stop = new QueryObserver(queryClient, options).subscribe(noop)
    await rest(1)
    expect(sent()).toEqual([])
    focusManager.setFocused(true)
    await rest(1)
    expect(sent()).toEqual([304])
    stop()
  })

  it('because somebody looks at what it brings', async () => {
    const { queryClient, sent } = await openPage(4)
    const options = query(item, { id: 1 }, { staleTime: 0 })
    queryClient.prefetchQuery(options).catch(noop)
    await rest(1)
    expect(sent()).toEqual([])
    const stop = new QueryObserver(queryClient, options).subscribe(noop)
    await rest(1)
    expect(sent()).toEqual([304])
    stop()
  })

  it('because it is asked for by hand, also after a refusal', async () => {
    const { api, quota, queryClient, sent } = await openPage(0)
    const options = query(item, { id: 2 }, { retry: 3, retryDelay: 0 })
    api.fault = 503
    const stop = new QueryObserver(queryClient, options).subscribe(noop)
    await rest(1)
    expect(sent()).toEqual([503])
    expect(quota.buckets()).toMatchObject([{ waiting: 1 }])
    api.fault = undefined
    void refresh(queryClient)
    await rest(1)
    expect(sent()).toEqual([503, 200])
    stop()
  })
})

describe('a further page', () => {
  /** A list shows its first page, and nothing is left. */
  async function openList() {
    const page = await openPage(5)
    const { api, queryClient } = page
    api.fields = { ...api.fields, 'cache-control': 'max-age=60' }
    await queryClient.fetchInfiniteQuery(feedPages)
    const list = new InfiniteQueryObserver(queryClient, feedPages)
    const stop = list.subscribe(noop)
    api.fields = { ...api.fields, 'x-ratelimit-remaining': '0' }
    return { ...page, list, stop, shown: () => list.getCurrentResult().data?.pages }
  }

  it('that is stored and fresh is shown at once, and nothing is sent', async () => {
    const { api, client, list, shown, sent, stop } = await openList()
    await client.json('/feed?from=1')
    api.exchanges.length = 0
    list.fetchNextPage().catch(noop)
    await rest(1)
    expect(shown()).toEqual([['first'], ['second']])
    expect(sent()).toEqual([])
    stop()
  })

  it('for which somebody waits is sent at once', async () => {
    const { api, client, list, shown, sent, stop } = await openList()
    await client.json('/feed?from=2')
    api.exchanges.length = 0
    list.fetchNextPage().catch(noop)
    await rest(1)
    expect(sent()).toEqual([200])
    expect(shown()).toEqual([['first'], ['second']])
    stop()
  })

  it('is sent alone while the shown ones are due: their validation waits its turn', async () => {
    const { api, list, quota, queryClient, shown, sent, stop } = await openList()
    await list.fetchNextPage()
    await queryClient.invalidateQueries({ refetchType: 'none' })
    api.exchanges.length = 0
    list.fetchNextPage().catch(noop)
    await rest(1)
    expect(sent()).toEqual([200])
    expect(shown()).toEqual([['first'], ['second'], ['third']])
    expect(list.getCurrentResult()).toMatchObject({ isFetchingNextPage: false, isStale: true })
    expect(quota.buckets()).toMatchObject([{ name: /items/ }, { waiting: 1 }])
    stop()
  })
})
