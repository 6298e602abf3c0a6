import { useQueries, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { type ReactNode, Suspense } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { coinQueries } from '../coins/coin-queries.ts'
import { item } from '../endpoints.test-fixture.ts'
import { query } from '../query.ts'
import { Board } from './board.test-fixture.tsx'
import { coinRows } from './coins.test-fixture.ts'
import { dataInMemory } from './data-in-memory.test-fixture.ts'
import { notingStore } from './noting-store.test-fixture.ts'
import { countRenders, NOTHING, type Renders } from './renders.test-fixture.ts'
import { type Page, type StartOrigin, visitorOf } from './visitor.test-fixture.tsx'
import { createStableWatchers, InlineWatchers, WATCHERS } from './watchers.test-fixture.tsx'

const rows = await coinRows(500)

/** The server says 304: nothing has changed. */
export function describeNotModified(
  start: StartOrigin,
  lengths: readonly number[] = [50, 500],
): void {
  const ids = Array.from({ length: 50 }, (_, id) => id)
  const origin = start({
    '/coins?limit=50': rows.slice(0, 50),
    '/coins?limit=500': rows,
    ...Object.fromEntries(ids.map((id): [string, unknown] => [`/items/${id}`, { id, name: id }])),
  })

  afterEach(() => vi.useRealTimers())

  function statuses(): unknown[] {
    return origin.seen.map(({ status }) => status)
  }

  async function openCounted(content: ReactNode, renders: Renders): Promise<Page> {
    const page = await visitorOf(origin).open(content)
    await page.settle()
    expect(renders.lists).toBeGreaterThan(0)
    renders.forget()
    origin.seen.length = 0
    return page
  }

  describe.each(lengths)('a list of %i coins', (limit) => {
    it('renders neither itself nor any of its memoised rows', async () => {
      const renders = countRenders()
      const page = await openCounted(<Board params={{ limit }} renders={renders} />, renders)
      expect(page.host.querySelectorAll('li')).toHaveLength(limit)
      for (let round = 0; round < 3; round++) await page.refetch()
      expect(statuses()).toEqual([304, 304, 304])
      expect(renders).toMatchObject(NOTHING)
      await page.leave()
    })

    it('has 50 observers render and select nothing, where `select` is made at each render', async () => {
      const renders = countRenders()
      const page = await openCounted(<InlineWatchers limit={limit} renders={renders} />, renders)
      expect(page.queryClient.getQueryCache().getAll()[0]?.getObserversCount()).toBe(WATCHERS)
      await page.refetch()
      expect(statuses()).toEqual([304])
      expect(renders).toMatchObject(NOTHING)
      await page.leave()
    })

    it('has 50 observers render and select nothing, where `select` stays the same', async () => {
      const renders = countRenders()
      const Watchers = createStableWatchers({ limit, renders })
      const page = await openCounted(<Watchers />, renders)
      await page.refetch()
      expect(statuses()).toEqual([304])
      expect(renders).toMatchObject(NOTHING)
      await page.leave()
    })
  })

  it('50 queries of one response each render nothing', async () => {
    const renders = countRenders()
    function Detail({ id }: { readonly id: number }): ReactNode {
      renders.list()
      return <p>{useQuery(query(item, { id })).data?.name}</p>
    }
    const content = ids.map((id) => <Detail key={id} id={id} />)
    const page = await openCounted(content, renders)
    await page.refetch()
    expect(statuses()).toEqual(ids.map(() => 304))
    expect(renders.lists).toBe(0)
    await page.leave()
  })

  it('what suspends, and what asks for several queries, renders nothing either', async () => {
    const renders = countRenders()
    function Suspending(): ReactNode {
      renders.list()
      return <p>{useSuspenseQuery(query(item, { id: 1 })).data.name}</p>
    }
    function Several(): ReactNode {
      renders.list()
      const [one, two] = useQueries({ queries: [query(item, { id: 1 }), query(item, { id: 2 })] })
      return (
        <p>
          {one.data?.name} and {two.data?.name}
        </p>
      )
    }
    const content = (
      <Suspense>
        <Suspending />
        <Several />
      </Suspense>
    )
    const page = await openCounted(content, renders)
    await screen.findByText('1 and 2')
    await page.settle()
    renders.forget()
    origin.seen.length = 0
    await page.refetch()
    expect(statuses()).toEqual([304, 304])
    expect(renders.lists).toBe(0)
    await page.leave()
  })

  it('renders who asks for what a 304 does change: twice for isFetching, once for the time', async () => {
    const [fetching, times] = [countRenders(), countRenders()]
    function Fetching(): ReactNode {
      fetching.list()
      return <p>{String(useQuery(query(item, { id: 1 })).isFetching)}</p>
    }
    function Time(): ReactNode {
      times.list()
      return <p>{useQuery(query(item, { id: 1 })).dataUpdatedAt}</p>
    }
    const page = await visitorOf(origin).open([<Fetching key="1" />, <Time key="2" />])
    await page.settle()
    const { dataUpdatedAt } = page.query().state
    await waitFor(() => expect(Date.now()).toBeGreaterThan(dataUpdatedAt))
    fetching.forget()
    times.forget()
    origin.hold()
    const refetched = page.refetch()
    await screen.findByText('true')
    origin.release()
    await refetched
    expect([fetching.lists, times.lists]).toEqual([2, 1])
    await page.leave()
  })

  it('keeps the very object, which is the cache’s own, and moves the time of the last validation', async () => {
    const page = await visitorOf(origin).open(
      <Board params={{ limit: 50 }} renders={countRenders()} />,
    )
    await page.settle()
    const { data, dataUpdatedAt } = page.query().state
    expect(data).toBe(dataInMemory(page.client, coinQueries.list({ limit: 50 })))
    await waitFor(() => expect(Date.now()).toBeGreaterThan(dataUpdatedAt))
    await page.refetch()
    expect(page.query().state.data).toBe(data)
    expect(page.query().state.dataUpdatedAt).toBeGreaterThan(dataUpdatedAt)
    await page.leave()
  })

  it('writes no body to disk: only the small row beside it', async () => {
    const written: string[] = []
    const board = <Board params={{ limit: 500 }} renders={countRenders()} />
    const page = await visitorOf(origin).open(board, { store: notingStore(written) })
    await page.settle()
    expect(written).toEqual(['put'])
    await page.refetch()
    await page.client.idle()
    expect(statuses()).toEqual([200, 304])
    expect(written).toEqual(['put', 'freshen'])
    await page.leave()
  })

  it('what mounts within a second of a validation does not ask once more, and afterwards does', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const board = <Board params={{ limit: 50 }} renders={countRenders()} />
    const page = await visitorOf(origin).open(board)
    await page.settle()
    async function mountAgain(): Promise<void> {
      page.show(null)
      page.show(board)
      await page.settle()
    }
    for (let mount = 0; mount < 3; mount++) await mountAgain()
    expect(statuses()).toEqual([200])
    vi.setSystemTime(Date.now() + 1001)
    for (let mount = 0; mount < 3; mount++) await mountAgain()
    expect(statuses()).toEqual([200, 304])
    await page.leave()
  })

  it('puts what is stored in the place of an edit that the app has left there', async () => {
    const board = <Board params={{ limit: 50 }} renders={countRenders()} />
    const page = await visitorOf(origin).open(board)
    await page.settle()
    const { data } = page.query().state
    const { queryKey } = coinQueries.list({ limit: 50 })
    page.queryClient.setQueryData(queryKey, [])
    await page.settle()
    expect(page.host.querySelectorAll('li')).toHaveLength(0)
    expect(page.query().isStale()).toBe(true)
    await page.refetch()
    expect(statuses()).toEqual([200, 304])
    expect(page.query().state.data).toBe(data)
    expect(page.host.querySelectorAll('li')).toHaveLength(50)
    await page.leave()
  })
}
