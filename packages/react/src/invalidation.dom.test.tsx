import { createEtagged, type Etagged } from '@etagged/core'
import { focusManager, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { connect } from './connect.ts'
import { item, items, taggedItems } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { EtaggedProvider } from './provider.tsx'
import { query } from './query.ts'

const origin = startOrigin({ '/items': [{ id: 1, name: 'one' }], '/items/1': { name: 'alone' } })
// Fresh for an hour: whatever asks once more was told to.
const FRESH = { 'cache-control': 'max-age=3600' }

afterEach(() => focusManager.setFocused(undefined))

interface Page {
  readonly client: Etagged
  readonly queryClient: QueryClient
  readonly unmount: () => void
}

interface ListProps {
  readonly enabled?: boolean
  readonly refetchOnWindowFocus?: boolean
}

function List(overrides: ListProps): ReactNode {
  const { data } = useQuery(query(items, {}, overrides))
  return <p>{data?.map(({ name }) => name).join()}</p>
}

function TaggedList(): ReactNode {
  const { data } = useQuery(query(taggedItems, {}))
  return <p>{data?.map(({ name }) => name).join()}</p>
}

async function openPage(list: ReactNode = <List />): Promise<Page> {
  origin.fields = { ...FRESH, 'cache-groups': '"board"' }
  const client = createEtagged({ baseUrl: origin.url })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  const { unmount } = render(<QueryClientProvider client={queryClient}>{list}</QueryClientProvider>)
  await screen.findByText('one')
  await idle(queryClient)
  origin.seen.length = 0
  return { client, queryClient, unmount }
}

async function idle(queryClient: QueryClient): Promise<void> {
  await waitFor(() => expect(queryClient.isFetching()).toBe(0))
}

function change(): void {
  origin.change('/items', [{ id: 1, name: 'ONE' }])
}

const write = { method: 'POST', body: '{}' } as const

function reads(): unknown[] {
  return origin.seen.filter(({ method }) => method === 'GET')
}

describe('a query that somebody looks at', () => {
  it.each([
    { by: 'a write', cause: async (client: Etagged) => void (await client.json('/items', write)) },
    {
      by: 'client.invalidate of its URL',
      cause: (client: Etagged) => client.invalidate({ url: '/items' }),
    },
    {
      by: 'client.invalidate of a prefix',
      cause: (client: Etagged) => client.invalidate({ prefix: '/item' }),
    },
  ])('validates at once after $by, although it was fresh', async ({ cause }) => {
    const { client, queryClient } = await openPage()
    change()
    await act(() => cause(client))
    await screen.findByText('ONE')
    await idle(queryClient)
    expect(reads()).toHaveLength(1)
    expect(queryClient.getQueryCache().getAll()[0]?.isStale()).toBe(false)
  })

  it.each([
    {
      by: "client.invalidate of a tag that its endpoint's data tell",
      cause: (client: Etagged) => client.invalidate({ tag: 'item:1' }),
    },
    {
      by: 'a write that names a group of its answer (RFC 9875 §3)',
      async cause(client: Etagged) {
        origin.fields = { ...FRESH, 'cache-group-invalidation': '"board"' }
        await client.json('/other', write)
      },
    },
  ])('validates at once after $by', async ({ cause }) => {
    const { client, queryClient } = await openPage(<TaggedList />)
    change()
    await act(() => cause(client))
    await screen.findByText('ONE')
    await idle(queryClient)
    expect(reads()).toHaveLength(1)
  })

  it('does nothing when another tag was invalidated', async () => {
    const { client, queryClient } = await openPage(<TaggedList />)
    await act(() => client.invalidate({ tag: 'item:2' }))
    expect(queryClient.isFetching()).toBe(0)
    expect(reads()).toEqual([])
  })

  it('does nothing when another URL was written to', async () => {
    const { client, queryClient } = await openPage()
    await act(() => client.json('/other', write))
    await act(() => client.json('/items/1', write))
    await act(() => client.json('/items?sort=name', write))
    expect(queryClient.isFetching()).toBe(0)
    expect(queryClient.getQueryCache().getAll()[0]?.isStale()).toBe(false)
    expect(reads()).toEqual([])
  })

  it('asks again when it was asking: a reply that began before the write does not win', async () => {
    const { client, queryClient } = await openPage()
    origin.hold()
    const refetched = queryClient.refetchQueries()
    await waitFor(() => expect(origin.waiting()).toBe(1))
    change()
    await act(() => client.invalidate({ url: '/items' }))
    origin.release()
    await act(() => refetched)
    await screen.findByText('ONE')
    await idle(queryClient)
    expect(queryClient.getQueryCache().getAll()[0]?.state.isInvalidated).toBe(false)
  })

  it.each([
    { shown: 'seen', isFocused: true },
    { shown: 'hidden', isFocused: false },
  ])('asks again when it was asking for the first time ($shown page)', async ({ isFocused }) => {
    focusManager.setFocused(isFocused)
    const client = createEtagged({ baseUrl: origin.url })
    const queryClient = new QueryClient()
    connect(queryClient, client)
    origin.hold()
    const asked = queryClient.fetchQuery(query(items, {}))
    await waitFor(() => expect(origin.waiting()).toBe(1))
    change()
    await client.invalidate({ url: '/items' })
    origin.release()
    await expect(asked).resolves.toEqual([{ id: 1, name: 'ONE' }])
    expect(queryClient.getQueryCache().getAll()[0]?.state.fetchStatus).toBe('idle')
  })

  it('is asked for once by two QueryClients on one cache of queries', async () => {
    origin.fields = FRESH
    const client = createEtagged({ baseUrl: origin.url })
    const queryClient = new QueryClient()
    connect(queryClient, client)
    render(
      <EtaggedProvider client={client} queryClient={queryClient}>
        <List />
      </EtaggedProvider>,
    )
    await screen.findByText('one')
    origin.seen.length = 0
    const aborted: string[] = []
    client.subscribe(({ type }) => {
      if (type === 'failure') aborted.push(type)
    })
    await act(() => client.json('/items', write))
    await idle(queryClient)
    expect(reads()).toHaveLength(1)
    expect(aborted).toEqual([])
  })
})

it('a query that nobody looks at, or that is disabled, becomes stale and asks nothing', async () => {
  function Page(): ReactNode {
    const [enabled, setEnabled] = useState(true)
    return (
      <>
        <button type="button" onClick={() => setEnabled(!enabled)}>
          enable
        </button>
        <List enabled={enabled} />
      </>
    )
  }
  const { client, queryClient, unmount } = await openPage(<Page />)
  act(() => screen.getByRole('button').click())
  await act(() => client.invalidate({ url: '/items' }))
  const [found] = queryClient.getQueryCache().getAll()
  expect([found?.state.isInvalidated, found?.state.fetchStatus]).toEqual([true, 'idle'])
  change()
  act(() => screen.getByRole('button').click())
  await screen.findByText('ONE')
  await idle(queryClient)
  expect(reads()).toHaveLength(1)

  unmount()
  await client.invalidate({ url: '/items' })
  expect([found?.state.isInvalidated, found?.state.fetchStatus]).toEqual([true, 'idle'])
  expect(reads()).toHaveLength(1)
})

describe('in a page that nobody sees', () => {
  it.each([true, false])(
    'a query becomes stale, and asks once when the page is shown (refetchOnWindowFocus: %s)',
    async (refetchOnWindowFocus) => {
      const list = <List refetchOnWindowFocus={refetchOnWindowFocus} />
      const { client, queryClient } = await openPage(list)
      act(() => focusManager.setFocused(false))
      await act(() => client.json('/items', write))
      await act(() => client.invalidate({ url: '/items' }))
      const [found] = queryClient.getQueryCache().getAll()
      expect([found?.state.isInvalidated, found?.state.fetchStatus]).toEqual([true, 'idle'])
      expect(reads()).toEqual([])
      change()
      act(() => focusManager.setFocused(true))
      await screen.findByText('ONE')
      await idle(queryClient)
      expect(reads()).toHaveLength(1)
    },
  )

  it('what was validated meanwhile asks nothing when the page is shown', async () => {
    const { client, queryClient } = await openPage()
    act(() => focusManager.setFocused(false))
    await act(() => client.invalidate({ url: '/items' }))
    await act(() => queryClient.refetchQueries())
    act(() => focusManager.setFocused(true))
    await idle(queryClient)
    expect(reads()).toHaveLength(1)
  })
})

it('what is removed stays on the screen, and is stale', async () => {
  const { client, queryClient } = await openPage()
  await act(() => client.remove('all'))
  await screen.findByText('one')
  const [found] = queryClient.getQueryCache().getAll()
  expect([found?.isStale(), found?.state.fetchStatus]).toEqual([true, 'idle'])
  expect(reads()).toEqual([])
})

it('a query of another API that ends alike is not told', async () => {
  const { client, queryClient } = await openPage()
  await queryClient.prefetchQuery(query(item, { id: 1 }))
  origin.seen.length = 0
  await act(() => client.invalidate({ url: 'https://other.test/items/10' }))
  expect(
    queryClient
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.isInvalidated),
  ).toEqual([])
})

it('I1: a query of a former session is not told what befalls the next', async () => {
  const client = createEtagged({ baseUrl: origin.url })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  await client.signIn('alice')
  await queryClient.prefetchQuery(query(items, {}))
  const [hers] = queryClient.getQueryCache().getAll()
  await client.signIn('bob')
  await client.json('/items')
  await client.invalidate({ url: '/items' })
  expect(hers?.state).toMatchObject({ isInvalidated: false, fetchStatus: 'idle' })
})
