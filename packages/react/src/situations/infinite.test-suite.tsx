import { coinEndpoints, type CoinRow } from '@etagged/pumpfun'
import type { InfiniteData } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { coinQueries } from '../coins/coin-queries.ts'
import { infinite } from '../infinite.ts'
import { coinRows, withTrade } from './coins.test-fixture.ts'
import { Endless, PAGE, pagesOf, pathOf } from './endless.test-fixture.tsx'
import { countRenders, NOTHING } from './renders.test-fixture.ts'
import {
  type Page,
  type PageOptions,
  type StartOrigin,
  type Visitor,
  visitorOf,
} from './visitor.test-fixture.tsx'

/** Four pages and a short one. */
const rows = await coinRows(4 * PAGE + 7)
const OFFSETS = [0, 20, 40, 60, 80]
const FRESH = { 'cache-control': 'max-age=7200' }

/** A list is read page by page. */
export function describeInfinite(start: StartOrigin): void {
  const origin = start(pagesOf(rows))

  function requests(): unknown[] {
    return origin.seen.map(({ path, status }) => [path, status])
  }

  function dataOf(page: Page): InfiniteData<readonly CoinRow[]> {
    return page.query().state.data as InfiniteData<readonly CoinRow[]>
  }

  async function more(page: Page): Promise<void> {
    screen.getByRole('button').click()
    await page.settle()
  }

  /** A page on which so many pages of the list are shown. */
  async function openTo(
    count: number,
    visitor: Visitor = visitorOf(origin),
    options?: PageOptions,
  ) {
    const renders = countRenders()
    const page = await visitor.open(<Endless renders={renders} />, options)
    await page.settle()
    for (let shown = 1; shown < count; shown++) await more(page)
    expect(dataOf(page).pages).toHaveLength(count)
    return { page, renders }
  }

  it('each page is asked for once and has an entity-tag of its own, and a short page is the last', async () => {
    const { page } = await openTo(5)
    expect(requests()).toEqual(OFFSETS.map((offset) => [pathOf(offset), 200]))
    expect(screen.getByRole('button').textContent).toBe('20,20,20,20,7 in all')
    await more(page)
    expect(origin.seen).toHaveLength(5)
    await page.leave()
  })

  it('five unchanged pages are five 304s, the same object, and no render', async () => {
    const { page, renders } = await openTo(5)
    const data = dataOf(page)
    renders.forget()
    origin.seen.length = 0
    for (let round = 0; round < 2; round++) await page.refetch()
    expect(requests()).toEqual([...OFFSETS, ...OFFSETS].map((offset) => [pathOf(offset), 304]))
    expect(new Set(origin.seen.map(({ ifNoneMatch }) => ifNoneMatch)).size).toBe(5)
    expect(dataOf(page)).toBe(data)
    expect(renders).toMatchObject(NOTHING)
    await page.leave()
  })

  it('a `select` does not run again for five unchanged pages', async () => {
    const renders = countRenders()
    const select = <Pages,>(pages: Pages): Pages => {
      renders.select()
      return pages
    }
    const page = await visitorOf(origin).open(<Endless renders={renders} select={select} />)
    await page.settle()
    for (let shown = 1; shown < 5; shown++) await more(page)
    renders.forget()
    await page.refetch()
    expect(renders).toMatchObject(NOTHING)
    await page.leave()
  })

  it('one changed page renders its changed row alone, and the 304s after it render nothing', async () => {
    const { page, renders } = await openTo(5)
    const before = dataOf(page).pages
    renders.forget()
    origin.seen.length = 0
    origin.change(pathOf(40), withTrade(rows.slice(40, 60), 3))
    await page.refetch()
    expect(origin.seen.map(({ status }) => status)).toEqual([304, 304, 200, 304, 304])
    expect(renders).toMatchObject({ lists: 1, rows: [rows[43]?.mint] })
    const { pages } = dataOf(page)
    expect(pages.map((each, index) => each === before[index])).toEqual([
      true,
      true,
      false,
      true,
      true,
    ])
    renders.forget()
    await page.refetch()
    expect(origin.seen.slice(5).map(({ status }) => status)).toEqual([304, 304, 304, 304, 304])
    expect(dataOf(page).pages).toBe(pages)
    expect(renders).toMatchObject(NOTHING)
    await page.leave()
  })

  it('a list that has become shorter ends where it now ends', async () => {
    const { page, renders } = await openTo(5)
    renders.forget()
    origin.change(pathOf(20), rows.slice(20, 30))
    await page.refetch()
    expect(screen.getByRole('button').textContent).toBe('20,10 in all')
    expect(renders.rows).toEqual([])
    await page.leave()
  })

  it('after a reload the first page is shown before the network answers, and validated by one request', async () => {
    const visitor = visitorOf(origin)
    await (await openTo(3, visitor)).page.leave()
    origin.seen.length = 0
    origin.hold()
    const renders = countRenders()
    const page = await visitor.open(<Endless renders={renders} />)
    await screen.findByText('20 and more')
    await waitFor(() => expect(origin.waiting()).toBe(1))
    expect(origin.seen).toEqual([])
    origin.release()
    await page.settle()
    expect(requests()).toEqual([[pathOf(0), 304]])
    expect(page.texts.filter((text) => text.startsWith('20,'))).toEqual([])
    await page.leave()
  })

  it('what is preloaded is in the first render of a list', async () => {
    const visitor = visitorOf(origin)
    await visitor.visit(<Endless renders={countRenders()} />)
    const options = { preloaded: [coinQueries.infinite({ limit: PAGE })] }
    const page = await visitor.open(<Endless renders={countRenders()} />, options)
    await page.settle()
    expect(page.texts[0]).toMatch(/^20 and more/)
    await page.leave()
  })

  it('a further page that is stored and fresh costs no request', async () => {
    origin.fields = FRESH
    const visitor = visitorOf(origin)
    await (await openTo(3, visitor)).page.leave()
    origin.seen.length = 0
    const { page } = await openTo(3, visitor)
    expect(requests()).toEqual([])
    await more(page)
    expect(requests()).toEqual([[pathOf(60), 200]])
    await page.leave()
  })

  it('a further page that is stored and stale is validated', async () => {
    const visitor = visitorOf(origin)
    await (await openTo(2, visitor)).page.leave()
    origin.seen.length = 0
    const { page } = await openTo(2, visitor)
    expect(requests()).toEqual([
      [pathOf(0), 304],
      [pathOf(20), 304],
    ])
    await page.leave()
  })

  it('a refetch validates every page, however fresh, also where a page is named by an object', async () => {
    origin.fields = FRESH
    const named = infinite(
      coinEndpoints().list,
      { limit: PAGE },
      {
        initialPageParam: { at: 0 },
        getNextPageParam: (_, pages) =>
          pages.length < 3 ? { at: pages.length * PAGE } : undefined,
        page: ({ at }) => (at === 0 ? {} : { offset: at }),
      },
    )
    const page = await visitorOf(origin).open(null)
    await page.queryClient.fetchInfiniteQuery({ ...named, pages: 3 })
    const data = dataOf(page)
    await page.queryClient.refetchQueries({ type: 'all' })
    expect(origin.seen.map(({ status }) => status)).toEqual([200, 200, 200, 304, 304, 304])
    expect(dataOf(page)).toBe(data)
    await page.leave()
  })

  it('pages that are shown never become fewer while answers come: not on a refetch, nor when the list is mounted again', async () => {
    const { page } = await openTo(3)
    page.texts.length = 0
    origin.hold()
    const refetched = page.refetch()
    await waitFor(() => expect(origin.waiting()).toBe(1))
    page.show(null)
    page.show(<Endless renders={countRenders()} />)
    origin.release()
    await refetched.catch(() => undefined)
    await page.settle()
    expect(dataOf(page).pages).toHaveLength(3)
    expect(page.texts.filter((text) => text !== '' && !text.startsWith('20,20,20 '))).toEqual([])
    await page.leave()
  })

  it('a next page that is asked for while the first one from disk is validated is not lost', async () => {
    const visitor = visitorOf(origin)
    await visitor.visit(<Endless renders={countRenders()} />)
    origin.hold()
    const page = await visitor.open(<Endless renders={countRenders()} />)
    await screen.findByText('20 and more')
    await waitFor(() => expect(origin.waiting()).toBe(1))
    screen.getByRole('button').click()
    await waitFor(() => expect(origin.waiting()).toBe(2))
    origin.release()
    await page.settle()
    expect(screen.getByRole('button').textContent).toBe('20,20 and more')
    await page.leave()
  })
}
