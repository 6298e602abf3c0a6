import { onlineManager, useQuery } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { item, items } from '../endpoints.test-fixture.ts'
import { query } from '../query.ts'
import { prompt } from './clocks.test-fixture.ts'
import { createList } from './list.test-fixture.tsx'
import { stuckStore } from './stuck-store.test-fixture.ts'
import { type Page, type StartOrigin, visitorOf } from './visitor.test-fixture.tsx'

const FRESH = { 'cache-control': 'max-age=7200' }
const HOUR = 3_600_000

/** Somebody was here before: the disk knows the answers. */
export function describeReload(start: StartOrigin): void {
  const origin = start({
    '/items': [
      { id: 1, name: 'one' },
      { id: 2, name: 'two' },
    ],
    '/items/1': { id: 1, name: 'one alone' },
  })

  function requests(): unknown[] {
    return origin.seen.map(({ status, ifNoneMatch }) => [status, ifNoneMatch !== null])
  }

  /** When the data that is on disk was last validated, in milliseconds. */
  async function validatedAt({ client }: Page): Promise<number> {
    const held = await client.peek('/items')
    return (held?.freshness.validatedAt ?? 0) * 1000
  }

  it('what is stored is shown before the network answers, as old as it is, and one conditional request follows', async () => {
    const { List, states } = createList()
    const visitor = visitorOf(origin)
    await visitor.visit(<List />)
    states.length = 0
    origin.hold()
    const page = await visitor.open(<List />)
    await screen.findByText('one,two')
    await waitFor(() => expect(origin.waiting()).toBe(1))
    const stored = page.query().state.dataUpdatedAt
    expect(stored).toBe(await validatedAt(page))
    expect(stored).toBeLessThanOrEqual(Date.now() - HOUR)
    expect(requests()).toEqual([[200, false]])
    origin.release()
    await page.settle()
    expect(requests()).toEqual([
      [200, false],
      [304, true],
    ])
    expect(states).toEqual([
      'pending/fetching ',
      'success/fetching one,two',
      'success/idle one,two',
    ])
    expect(page.query().state.dataUpdatedAt).toBeGreaterThan(stored)
    await page.leave()
  })

  it('what is stored and fresh is shown as old as it is, and no request follows', async () => {
    origin.fields = FRESH
    const { List, states } = createList()
    const visitor = visitorOf(origin)
    await visitor.visit(<List />)
    states.length = 0
    const page = await visitor.open(<List />)
    await screen.findByText('one,two')
    await page.settle()
    expect(requests()).toHaveLength(1)
    expect(states[0]).toBe('pending/fetching ')
    expect(states.at(-1)).toBe('success/idle one,two')
    expect(page.query().state.dataUpdatedAt).toBe(await validatedAt(page))
    expect(page.query().isStale()).toBe(false)
    await page.leave()
  })

  it('what is preloaded is there in the first render, and every later one', async () => {
    const { List, states } = createList()
    const visitor = visitorOf(origin)
    await visitor.visit(<List />)
    states.length = 0
    const page = await visitor.open(<List />, { preloaded: [query(items, {})] })
    await page.settle()
    expect(states).toEqual(['success/fetching one,two', 'success/idle one,two'])
    expect(new Set(page.texts)).toEqual(new Set(['one,two ']))
    expect(requests()).toEqual([
      [200, false],
      [304, true],
    ])
    await page.leave()
  })

  it('each query has its own answer from disk, and its own request', async () => {
    function Both(): ReactNode {
      const list = useQuery(query(items, {})).data
      const detail = useQuery(query(item, { id: 1 })).data
      return (
        <p>
          {list?.length} {detail?.name}
        </p>
      )
    }
    const visitor = visitorOf(origin)
    await visitor.visit(<Both />)
    origin.hold()
    const page = await visitor.open(<Both />)
    await screen.findByText('2 one alone')
    await waitFor(() => expect(origin.waiting()).toBe(2))
    origin.release()
    await page.settle()
    expect(requests().slice(2)).toEqual([
      [304, true],
      [304, true],
    ])
    await page.leave()
  })

  it('a loader gets what the origin has confirmed, and at once what is fresh', async () => {
    const { List } = createList()
    const visitor = visitorOf(origin)
    await visitor.visit(<List />)
    const stale = await visitor.open(null)
    await expect(stale.queryClient.fetchQuery(query(items, {}))).resolves.toHaveLength(2)
    expect(requests()).toEqual([
      [200, false],
      [304, true],
    ])
    origin.fields = FRESH
    await stale.queryClient.refetchQueries({ type: 'all' })
    await stale.leave()
    origin.seen.length = 0
    const fresh = await visitor.open(null)
    await expect(fresh.queryClient.fetchQuery(query(items, {}))).resolves.toHaveLength(2)
    expect(fresh.query().state.dataUpdatedAt).toBe(await validatedAt(fresh))
    expect(requests()).toEqual([])
    await fresh.leave()
  })

  it('a query that is not enabled shows what was preloaded, and asks nothing', async () => {
    const { List } = createList()
    const { List: Disabled, states } = createList({ enabled: false })
    const visitor = visitorOf(origin)
    await visitor.visit(<List />)
    const page = await visitor.open(<Disabled />, { preloaded: [query(items, {})] })
    await page.settle()
    expect(states).toEqual(['success/idle one,two'])
    expect(requests()).toHaveLength(1)
    await page.leave()
  })

  it('an origin that fails leaves what is stored on the screen, and says so beside it', async () => {
    const { List, states } = createList()
    const visitor = visitorOf(origin)
    await visitor.visit(<List />)
    origin.fail(404)
    const page = await visitor.open(<List />)
    await screen.findByText(/one,two .*answered 404/)
    expect(states.at(-1)).toBe('error/idle one,two')
    await page.leave()
  })

  it('a default networkMode of the app does not keep what is stored from a page without a network', async () => {
    const { List } = createList()
    const visitor = visitorOf(origin)
    await visitor.visit(<List />)
    origin.hold()
    onlineManager.setOnline(false)
    const page = await visitor.open(<List />, {
      defaultOptions: { queries: { networkMode: 'online' } },
    })
    await screen.findByText('one,two')
    // The browser may be wrong about the network: one attempt is made.
    await waitFor(() => expect(origin.waiting()).toBe(1))
    onlineManager.setOnline(true)
    origin.release()
    await page.settle()
    await page.leave()
  })

  it.each([
    { says: 'never opens', opens: false },
    { says: 'opens and never answers', opens: true },
  ])('a disk that $says does not hold the network back', async ({ opens }) => {
    const { List } = createList()
    const store = stuckStore({ opens })
    const page = await visitorOf(origin).open(<List />, { store, clock: prompt })
    await screen.findByText('one,two')
    expect(requests()).toEqual([[200, false]])
    page.queryClient.clear()
  })
}
