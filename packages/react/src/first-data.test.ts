import { createEtagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { connect } from './connect.ts'
import { stubDisk } from './disk.test-fixture.ts'
import { type Item, items } from './endpoints.test-fixture.ts'
import { infinite } from './infinite.ts'
import { query, type QueryOverrides } from './query.ts'
import { openApiInPage } from './situations/api-in-page.test-fixture.ts'

stubDisk()

type Overrides = QueryOverrides<readonly Item[]>

const endings: (() => unknown)[] = []

afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

/** A page whose disk knows the list, by another page of before. */
async function openPage(cacheControl = 'max-age=3600', maxBytes = 1_000_000) {
  const api = openApiInPage({ '/items': [{ id: 1, name: 'one' }] })
  api.fields = { 'cache-control': cacheControl }
  const open = () => {
    const { url: baseUrl, fetch } = api
    return createEtagged({
      baseUrl,
      fetch,
      tabs: false,
      store: createIdbStore(),
      memory: { maxBytes },
    })
  }
  const before = open()
  await before.json('/items', { schema: items.response })
  await before.close()
  const client = open()
  const queryClient = new QueryClient()
  connect(queryClient, client)
  endings.push(() => client.close())
  const asked = () => api.exchanges.slice(1).map(({ status }) => status)
  return { api, client, queryClient, asked }
}

type Page = Awaited<ReturnType<typeof openPage>>

function watch({ queryClient }: Page, overrides: Overrides = {}) {
  const observer = new QueryObserver(queryClient, query(items, {}, overrides))
  endings.push(observer.subscribe(() => {}))
  return observer
}

/** Until it shows the list, and asks for nothing. */
async function rest(observer: ReturnType<typeof watch>): Promise<void> {
  await vi.waitFor(() => {
    const { data, fetchStatus } = observer.getCurrentResult()
    expect([data?.length, fetchStatus]).toEqual([1, 'idle'])
  })
}

describe('Data from disk that is fresh', () => {
  it.each<{ says: string; overrides: Overrides }>([
    { says: 'by its response', overrides: {} },
    { says: 'by a staleTime', overrides: { staleTime: 60_000 } },
    { says: 'by a function', overrides: { staleTime: () => 60_000 } },
    { says: 'for ever', overrides: { staleTime: 'static', refetchOnMount: 'always' } },
  ])('$says is asked for by nobody', async ({ overrides }) => {
    const page = await openPage()
    await rest(watch(page, overrides))
    expect(page.asked()).toEqual([])
  })

  it('is asked for by nobody, also where memory has no room for it', async () => {
    const page = await openPage('max-age=3600', 0)
    const observer = watch(page)
    await rest(observer)
    expect(page.client.peekMemory('/items')).toBeUndefined()
    expect(page.asked()).toEqual([])
    expect(observer.getCurrentResult().isStale).toBe(false)
  })

  it.each<{ says: string; overrides: Overrides }>([
    { says: 'a staleTime of 0', overrides: { staleTime: 0 } },
    { says: 'a function that returns 0', overrides: { staleTime: () => 0 } },
    { says: "refetchOnMount: 'always'", overrides: { refetchOnMount: 'always' } },
    { says: 'a function that returns it', overrides: { refetchOnMount: () => 'always' } },
  ])('is shown, and validated by one request, for $says', async ({ overrides }) => {
    const page = await openPage()
    page.api.hold()
    const observer = watch(page, overrides)
    await vi.waitFor(() => expect(observer.getCurrentResult().data).toHaveLength(1))
    await vi.waitFor(() => expect(page.api.waiting()).toHaveLength(1))
    page.api.release()
    await rest(observer)
    expect(page.asked()).toEqual([304])
  })

  it('is validated if one of several who look calls it stale', async () => {
    const page = await openPage()
    const observers = [watch(page, { staleTime: 0 }), watch(page)]
    await Promise.all(observers.map(rest))
    expect(page.asked()).toEqual([304])
  })

  it.each<{ says: string; overrides: Overrides }>([
    { says: 'a staleTime of 0', overrides: { staleTime: 0 } },
    { says: "refetchOnMount: 'always'", overrides: { refetchOnMount: 'always' } },
  ])('is asked for by nobody who is not enabled, beside one who is ($says)', async (row) => {
    const page = await openPage()
    const off: Overrides = { ...row.overrides, enabled: () => false }
    await Promise.all([watch(page, off), watch(page), watch(page, off)].map(rest))
    expect(page.asked()).toEqual([])
  })

  it('is validated by the refetch of a query that waits for it', async () => {
    const page = await openPage()
    const observer = watch(page, { enabled: false })
    await observer.refetch()
    await rest(observer)
    expect(page.asked()).toEqual([304])
  })

  it('is validated by a reset, also where memory holds it', async () => {
    const page = await openPage()
    const observer = watch(page)
    await rest(observer)
    await page.queryClient.resetQueries(query(items, {}))
    await rest(observer)
    expect(page.asked()).toEqual([304])
    expect(observer.getCurrentResult().isStale).toBe(false)
  })

  it('is what a loader gets, unless its staleTime says otherwise', async () => {
    const page = await openPage()
    await page.queryClient.fetchQuery(query(items, {}))
    expect(page.asked()).toEqual([])
    page.queryClient.clear()
    const other = await openPage()
    await other.queryClient.fetchQuery(query(items, {}, { staleTime: 0 }))
    expect(other.asked()).toEqual([304])
  })

  it.each([
    { staleTime: undefined, statuses: [] },
    { staleTime: 0, statuses: [304] },
  ])('is the same for a list of pages (staleTime $staleTime)', async ({ staleTime, statuses }) => {
    const page = await openPage()
    const options = infinite(
      items,
      {},
      {
        page: () => ({}),
        initialPageParam: 0,
        getNextPageParam: () => null,
        ...(staleTime === undefined ? {} : { staleTime }),
      },
    )
    const observer = new InfiniteQueryObserver(page.queryClient, options)
    endings.push(observer.subscribe(() => {}))
    await vi.waitFor(() => {
      const { data, fetchStatus } = observer.getCurrentResult()
      expect([data?.pages.length, fetchStatus]).toEqual([1, 'idle'])
    })
    expect(page.asked()).toEqual(statuses)
  })
})

describe('What a query is given while the disk is read', () => {
  const { queryKey } = query(items, {})
  const given = [{ id: 9, name: 'given' }]

  it('stays, and is asked for: it is not the data of the cache', async () => {
    const page = await openPage()
    page.api.hold()
    const observer = watch(page)
    page.queryClient.setQueryData(queryKey, given)
    await vi.waitFor(() => expect(page.api.waiting()).toHaveLength(1))
    expect(observer.getCurrentResult().data).toBe(given)
    page.api.release()
    await rest(observer)
    expect(page.asked()).toEqual([304])
    expect(observer.getCurrentResult().data).toMatchObject([{ id: 1 }])
  })

  it('stays without a request for as long as a staleTime calls it fresh', async () => {
    const page = await openPage()
    const observer = watch(page, { staleTime: 60_000 })
    page.queryClient.setQueryData(queryKey, given, { updatedAt: Date.now() - 30_000 })
    const { dataUpdatedAt } = observer.getCurrentResult()
    await rest(observer)
    expect(page.asked()).toEqual([])
    expect(observer.getCurrentResult()).toMatchObject({ data: given, dataUpdatedAt })
  })
})

describe('Data from disk that is stale', () => {
  it('by its response is asked for by nobody whose staleTime is longer', async () => {
    const page = await openPage('max-age=3600')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 3_600_000 })
    try {
      await rest(watch(page, { staleTime: Infinity }))
    } finally {
      vi.useRealTimers()
    }
    expect(page.asked()).toEqual([])
  })

  it.each([
    { staleTime: Infinity, statuses: [304] },
    { staleTime: 'static' as const, statuses: [] },
  ])(
    'since it must be validated is validated (staleTime $staleTime)',
    async ({ staleTime, statuses }) => {
      const page = await openPage('no-cache')
      await rest(watch(page, { staleTime }))
      expect(page.asked()).toEqual(statuses)
    },
  )
})
