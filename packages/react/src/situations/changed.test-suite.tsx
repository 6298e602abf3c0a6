import type { CoinRow } from '@etagged/pumpfun'
import { screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, it } from 'vitest'
import { useCoins } from '../coins/coin-hooks.ts'
import { coinQueries } from '../coins/coin-queries.ts'
import { Board } from './board.test-fixture.tsx'
import { coinRows, withOtherText, withTrade } from './coins.test-fixture.ts'
import { dataInMemory } from './data-in-memory.test-fixture.ts'
import { notingStore } from './noting-store.test-fixture.ts'
import { countRenders, NOTHING, type Renders } from './renders.test-fixture.ts'
import { type Page, type StartOrigin, visitorOf } from './visitor.test-fixture.tsx'
import { createStableWatchers, InlineWatchers, WATCHERS } from './watchers.test-fixture.tsx'

const rows = await coinRows(500)
const CHANGED = 7

/** The server says 200: something has changed. */
export function describeChanged(start: StartOrigin, lengths: readonly number[] = [50, 500]): void {
  const origin = start({
    '/coins?limit=50': rows.slice(0, 50),
    '/coins?limit=500': rows,
  })

  function statuses(): unknown[] {
    return origin.seen.map(({ status }) => status)
  }

  /** One coin of the list was traded. */
  function trade(limit: number): void {
    origin.change(`/coins?limit=${limit}`, withTrade(rows.slice(0, limit), CHANGED))
  }

  async function openCounted(content: ReactNode, renders: Renders): Promise<Page> {
    const page = await visitorOf(origin).open(content)
    await page.settle()
    expect(renders.lists).toBeGreaterThan(0)
    renders.forget()
    origin.seen.length = 0
    return page
  }

  function dataOf(page: Page): readonly CoinRow[] {
    return page.query().state.data as readonly CoinRow[]
  }

  describe.each(lengths)('one of %i coins', (limit) => {
    it('renders the list once and its own memoised row, and the 304s after it render nothing', async () => {
      const renders = countRenders()
      const page = await openCounted(<Board params={{ limit }} renders={renders} />, renders)
      trade(limit)
      await page.refetch()
      expect(renders).toMatchObject({ lists: 1, rows: [rows[CHANGED]?.mint] })
      renders.forget()
      for (let round = 0; round < 2; round++) await page.refetch()
      expect(statuses()).toEqual([200, 304, 304])
      expect(renders).toMatchObject(NOTHING)
      await page.leave()
    })

    it.each([
      {
        where: 'is made at each render',
        create: (renders: Renders) => <InlineWatchers limit={limit} renders={renders} />,
      },
      {
        where: 'stays the same',
        create(renders: Renders) {
          const Watchers = createStableWatchers({ limit, renders })
          return <Watchers />
        },
      },
    ])(
      'renders that one of 50 observers which looks at it, where `select` $where; a 304 then selects nothing',
      async ({ create }) => {
        const renders = countRenders()
        const page = await openCounted(create(renders), renders)
        trade(limit)
        await page.refetch()
        expect(renders.lists).toBe(1)
        expect(renders.selects).toBeGreaterThanOrEqual(WATCHERS)
        renders.forget()
        await page.refetch()
        expect(statuses()).toEqual([200, 304])
        expect(renders).toMatchObject(NOTHING)
        await page.leave()
      },
    )
  })

  it('the query holds the cache’s own object, so that no later 304 has two lists compared', async () => {
    const page = await visitorOf(origin).open(
      <Board params={{ limit: 50 }} renders={countRenders()} />,
    )
    await page.settle()
    const before = dataOf(page)
    trade(50)
    await page.refetch()
    const after = dataOf(page)
    expect(after).toBe(dataInMemory(page.client, coinQueries.list({ limit: 50 })))
    expect(after.filter((row, index) => row !== before[index])).toEqual([after[CHANGED]])
    await page.refetch()
    expect(dataOf(page)).toBe(after)
    await page.leave()
  })

  it('who selects what has not changed does not render', async () => {
    const renders = countRenders()
    function Names(): ReactNode {
      renders.list()
      const select = (found: readonly CoinRow[]): unknown => found.map(({ symbol }) => symbol)
      return <p>{String(useCoins({ limit: 50 }, { select }).data)}</p>
    }
    const page = await openCounted(<Names />, renders)
    trade(50)
    await page.refetch()
    expect(statuses()).toEqual([200])
    expect(renders).toMatchObject(NOTHING)
    await page.leave()
  })

  it('equal rows under another tag render nothing', async () => {
    const renders = countRenders()
    const page = await openCounted(<Board params={{ limit: 50 }} renders={renders} />, renders)
    const { data } = page.query().state
    origin.change('/coins?limit=50', withOtherText(rows.slice(0, 50)))
    await page.refetch()
    expect(statuses()).toEqual([200])
    expect(page.query().state.data).toBe(data)
    expect(renders).toMatchObject(NOTHING)
    await page.leave()
  })

  it('rows that are gone from the end, or new there, leave the others alone', async () => {
    const renders = countRenders()
    const page = await openCounted(<Board params={{ limit: 50 }} renders={renders} />, renders)
    origin.change('/coins?limit=50', rows.slice(0, 49))
    await page.refetch()
    expect(renders).toMatchObject({ lists: 1, rows: [] })
    origin.change('/coins?limit=50', rows.slice(0, 51))
    await page.refetch()
    expect(renders).toMatchObject({ lists: 2, rows: [rows[49]?.mint, rows[50]?.mint] })
    await page.leave()
  })

  it('is on disk afterwards, and the tag of it is what the next request carries', async () => {
    const written: string[] = []
    const visitor = visitorOf(origin)
    const board = <Board params={{ limit: 50 }} renders={countRenders()} />
    const page = await visitor.open(board, { store: notingStore(written) })
    await page.settle()
    trade(50)
    await page.refetch()
    await page.leave()
    expect(written).toEqual(['put', 'put'])
    const next = await visitor.open(board)
    await next.settle()
    await next.leave()
    const tags = origin.seen.map(({ ifNoneMatch }) => ifNoneMatch)
    expect(new Set(tags).size).toBe(3)
    expect(statuses()).toEqual([200, 200, 304])
  })

  it('after a reload what was stored is shown first, and then the changed row is rendered alone', async () => {
    const visitor = visitorOf(origin)
    const renders = countRenders()
    const board = <Board params={{ limit: 50 }} renders={renders} />
    await visitor.visit(board)
    renders.forget()
    trade(50)
    origin.hold()
    const page = await visitor.open(board)
    const old = rows[CHANGED]
    await screen.findByText(`${old?.symbol} ${old?.usd_market_cap}`)
    expect(renders.rows).toHaveLength(50)
    renders.forget()
    origin.release()
    await page.settle()
    expect(statuses()).toEqual([200, 200])
    expect(renders).toMatchObject({ lists: 1, rows: [old?.mint] })
    expect(dataOf(page)[CHANGED]?.usd_market_cap).toBe((old?.usd_market_cap ?? 0) + 1)
    await page.leave()
  })
}
