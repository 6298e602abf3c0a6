import { hasActivity } from '../activity.test-fixture.ts'
import { useQuery } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, type MockInstance, vi } from 'vitest'
import { coinQueries } from '../coins/coin-queries.ts'
import { items, mine } from '../endpoints.test-fixture.ts'
import { query } from '../query.ts'
import { hydrate } from '../server/hydrate.ts'
import { until } from './as-in-a-page.test-fixture.ts'
import { Board } from './board.test-fixture.tsx'
import { coinRows } from './coins.test-fixture.ts'
import { createList } from './list.test-fixture.tsx'
import { countRenders, NOTHING } from './renders.test-fixture.ts'
import { serve } from './server.test-fixture.tsx'
import { type Page, type StartOrigin, visitorOf } from './visitor.test-fixture.tsx'

const rows = await coinRows(50)

/** A server has rendered the page, with a cache of its own for this request. */
export function describeSsr(start: StartOrigin): void {
  const origin = start({
    '/coins?limit=50': rows,
    '/items': [{ id: 1, name: 'one' }],
    '/mine': { of: '$user' },
  })
  const list = coinQueries.list({ limit: 50 })
  const params = { limit: 50 }

  let told: MockInstance<typeof console.error>
  beforeEach(() => {
    told = vi.spyOn(console, 'error')
  })
  afterEach(() => told.mockRestore())

  function requests(): unknown[] {
    return origin.seen.map(({ status, ifNoneMatch }) => [status, ifNoneMatch !== null])
  }

  function expectNoWarning({ recovered }: Page): void {
    expect(told.mock.calls).toEqual([])
    expect(recovered).toEqual([])
  }

  function Mine(): ReactNode {
    return <p>of {useQuery(query(mine, {})).data?.of}</p>
  }

  it('the HTML has the data, and so has the first render in the browser: React finds what it expects', async () => {
    const visitor = visitorOf(origin)
    const renders = countRenders()
    const board = <Board params={params} renders={renders} />
    const served = await serve(origin, visitor.name, board, list)
    expect(served.html).toContain(`${rows[49]?.symbol}`)
    expect(requests()).toEqual([[200, false]])
    renders.forget()

    origin.hold()
    const page = await visitor.open(board, { served })
    expectNoWarning(page)
    expect(renders).toMatchObject({ lists: 1, rows: rows.map(({ mint }) => mint) })
    expect(page.texts[0]).toContain(`${rows[49]?.symbol}`)
    origin.release()
    await page.leave()
  })

  it('React keeps the server’s elements; the first request of the browser is conditional, and its 304 renders nothing', async () => {
    const visitor = visitorOf(origin)
    const renders = countRenders()
    const board = <Board params={params} renders={renders} />
    const served = await serve(origin, visitor.name, board, list)
    origin.hold()
    const page = await visitor.open(board, { served })
    const row = page.host.querySelector('li')
    await until(() => origin.waiting() === 1)
    renders.forget()
    origin.release()
    await page.settle()
    expect(requests()).toEqual([
      [200, false],
      [304, true],
    ])
    expect(renders).toMatchObject(NOTHING)
    expect(page.host.querySelector('li')).toBe(row)
    await page.leave()
  })

  it('what the server got and is still fresh is not asked for, and is on the visitor’s disk', async () => {
    origin.fields = { 'cache-control': 'max-age=7200' }
    const visitor = visitorOf(origin)
    const { List } = createList()
    const served = await serve(origin, visitor.name, <List />, query(items, {}))
    const page = await visitor.open(<List />, { served })
    await page.settle()
    expect(page.query().isStale()).toBe(false)
    await page.leave()
    const next = await visitor.open(<List />)
    await next.settle()
    expect(next.host.textContent).toBe('one ')
    expect(requests()).toEqual([[200, false]])
    await next.leave()
  })

  it('what a server dehydrated for another user is dropped', async () => {
    const [alice, bob] = [visitorOf(origin), visitorOf(origin)]
    const hers = await serve(origin, alice.name, <Mine />, query(mine, {}))
    expect(hers.html).toContain(alice.name)
    origin.hold()
    const page = await bob.open(<Mine />, { served: { state: hers.state } })
    expect(page.client.stats().entries).toBe(0)
    expect(page.host.textContent).toBe('of ')
    origin.release()
    await page.settle()
    expect(page.host.textContent).toBe(`of ${bob.name}`)
    expect(page.texts.filter((text) => text.includes(alice.name))).toEqual([])
    expect(requests()).toEqual([
      [200, false],
      [200, false],
    ])
    await page.leave()
  })

  it('two users’ requests that a server answers at the same time never mix', async () => {
    const users = Array.from({ length: 10 }, () => visitorOf(origin).name)
    origin.hold()
    const answers = users.map((user) => serve(origin, user, <Mine />, query(mine, {})))
    await until(() => origin.waiting() === users.length)
    origin.release()
    const served = await Promise.all(answers)
    const named = served.map(({ html, state }) =>
      users.map((user) => [html.includes(user), state.includes(user)]),
    )
    const own = users.map((_, index) => users.map((__, at) => [at === index, at === index]))
    expect(named).toEqual(own)
  })

  it('what is newer here than what the server had is kept, and React is not confused by it', async () => {
    const visitor = visitorOf(origin)
    const { List } = createList()
    const served = await serve(origin, visitor.name, <List />, query(items, {}))
    origin.change('/items', [{ id: 1, name: 'NEWER' }])
    const before = await visitor.open(<List />)
    await before.settle()
    await before.leave()
    origin.hold()
    const page = await visitor.open(<List />, { served })
    await screen.findByText('NEWER')
    expect(page.texts[0]).toBe('one ')
    expectNoWarning(page)
    origin.release()
    await page.settle()
    expect(page.host.textContent).toBe('NEWER ')
    await page.leave()
  })

  it('a state that comes late puts nothing back that is newer here', async () => {
    const visitor = visitorOf(origin)
    const { List } = createList()
    const served = await serve(origin, visitor.name, <List />, query(items, {}))
    origin.change('/items', [{ id: 1, name: 'NEWER' }])
    const page = await visitor.open(<List />)
    await page.settle()
    hydrate(page.client, served.state)
    page.show(null)
    page.queryClient.clear()
    page.show(<List />)
    expect(page.host.textContent).toBe('NEWER ')
    await page.refetch()
    expect(origin.seen.at(-1)?.status).toBe(304)
    await page.leave()
  })

  it('a server that did not sign the user in sends the fallback, which React replaces', async () => {
    const visitor = visitorOf(origin)
    const { List } = createList()
    const options = query(items, {})
    const forgotten = await serve(origin, visitor.name, <List />, options, async () => undefined)
    // Were they missing, React 19.3 would not return from the hydration.
    expect(forgotten.html).toBe(hasActivity ? '<!--&--><!--/&-->' : '')
    const page = await visitor.open(<List />, { served: forgotten })
    await page.settle()
    expect(page.host.textContent).toBe('one ')
    expect(page.recovered).not.toEqual([])
    await page.leave()
  })

  it('no text of a body can end the script that carries the state, or become anything but data', async () => {
    const visitor = visitorOf(origin)
    const name = '</script><script>alert(1)</script><!-- \u2028\u2029 ]]> &amp;'
    const row: unknown = JSON.parse('{"id":1,"__proto__":{"isPolluted":true}}')
    origin.change('/items', [{ ...(row as object), name }, row])
    const { List } = createList()
    const { html, state } = await serve(origin, visitor.name, <List />, query(items, {}))
    const parsed = document.createElement('template')
    parsed.innerHTML = `<script type="application/json">${state}</script><p>after</p>`
    const [script, after, ...others] = parsed.content.children
    expect([script?.textContent, after?.textContent, others]).toEqual([state, 'after', []])
    // A line terminator would end a literal.
    expect(state).toMatch(/^[^<>\u2028\u2029]*$/)

    const served = { html, state: script?.textContent }
    const page = await visitor.open(<List />, { served })
    expectNoWarning(page)
    const [first, second] = page.query().state.data as readonly Record<string, unknown>[]
    expect(first?.['name']).toBe(name)
    expect(Object.hasOwn(second ?? {}, '__proto__')).toBe(true)
    expect(Reflect.get({}, 'isPolluted')).toBeUndefined()
    await page.leave()
  })
}
