import { createEtagged, type Etagged, type EtaggedOptions } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { QueryClient, useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor, within } from '@testing-library/react'
import { Profiler, type ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { stubDisk } from './disk.test-fixture.ts'
import { items, mine, publicItems } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { EtaggedProvider } from './provider.tsx'
import { query } from './query.ts'
import type { GivenQueryClient } from './session-query-client.ts'
import { openBrowserAt } from './two-tabs.test-fixture.tsx'

// By https, so that its Clear-Site-Data is heeded.
const origin = startOrigin(
  { '/items': [{ id: 1, name: 'public' }], '/mine': { of: '$user' } },
  'https://api.test',
)
const FRESH = { 'cache-control': 'max-age=3600' }

stubDisk()
afterEach(() => void vi.useRealTimers())

const createClient = (options: EtaggedOptions = {}): Etagged =>
  createEtagged({
    baseUrl: origin.url,
    store: createIdbStore(),
    headers: ({ user }) => ({ authorization: user ?? 'nobody' }),
    ...options,
  })

function Board(): ReactNode {
  const { data, fetchStatus } = useQuery(query(publicItems, {}))
  return (
    <p>
      {data?.[0]?.name ?? 'blank'} {fetchStatus}
    </p>
  )
}

function Mine(): ReactNode {
  return <p>of {useQuery(query(mine, {})).data?.of}</p>
}

/** Renders the board and what is the user's, and hands over the page's text at every commit. */
function open(client: Etagged, queryClient?: GivenQueryClient): string[] {
  const texts: string[] = []
  const host = document.body.appendChild(document.createElement('div'))
  render(
    <Profiler id="page" onRender={() => void texts.push(host.textContent)}>
      <EtaggedProvider client={client} {...(queryClient && { queryClient })}>
        <Board />
        <Mine />
      </EtaggedProvider>
    </Profiler>,
    { container: host },
  )
  return texts
}

/** Between two users' trees, nothing of either is there. */
const besidesFallback = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => text !== '')

const asked = () =>
  origin.seen.map(({ method, path, user, status }) => [method, path, user, status])

describe('I46: after a change of user the board', () => {
  it.each<{ says: string; queryClient?: GivenQueryClient }>([
    { says: 'with a QueryClient for each session' },
    { says: 'with a QueryClient made for each session', queryClient: () => new QueryClient() },
    { says: 'with a QueryClient that sessions share', queryClient: new QueryClient() },
  ])('is there in the first frame, and is not asked for ($says)', async ({ queryClient }) => {
    origin.fields = FRESH
    const client = createClient()
    await client.signIn(null)
    const texts = open(client, queryClient)
    await screen.findByText('public idle')
    await screen.findByText('of nobody')
    for (const user of ['alice', 'bob']) {
      texts.length = 0
      origin.seen.length = 0
      await act(() => client.signIn(user))
      await screen.findByText(`of ${user}`)
      expect(texts.length).toBeGreaterThan(0)
      expect(besidesFallback(texts).filter((text) => !text.startsWith('public idle'))).toEqual([])
      expect(asked()).toEqual([['GET', '/mine', user, 200]])
    }
  })

  it('is there in the first frame, and validated by one request where it is stale', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const client = createClient()
    await client.signIn(null)
    const texts = open(client)
    await screen.findByText('public idle')
    // What was validated a moment ago is not asked for again, however stale it is.
    vi.setSystemTime(Date.now() + 2000)
    texts.length = 0
    origin.seen.length = 0
    await act(() => client.signIn('alice'))
    await screen.findByText('of alice')
    await screen.findByText('public idle')
    expect(besidesFallback(texts).filter((text) => !text.startsWith('public'))).toEqual([])
    expect(asked().filter(([, path]) => path === '/items')).toEqual([
      ['GET', '/items', 'nobody', 304],
    ])
  })

  it('comes from disk where the page begins with another user', async () => {
    origin.fields = FRESH
    const before = createClient()
    await before.signIn('alice')
    await before.json('/items', { policy: { audience: 'everyone' } })
    await before.signOut()
    await before.close()
    origin.seen.length = 0
    const client = createClient()
    await client.signIn('bob')
    open(client)
    await screen.findByText('public idle')
    expect(asked().filter(([, path]) => path === '/items')).toEqual([])
  })
})

describe('I19: news', () => {
  function List(): ReactNode {
    return <p>list {useQuery(query(items, {})).data?.[0]?.name}</p>
  }

  async function settled(client: Etagged): Promise<void> {
    await act(() => client.idle())
  }

  it('of a write, or of the app, makes the board ask once', async () => {
    origin.fields = FRESH
    const client = createClient()
    await client.signIn('alice')
    open(client)
    await screen.findByText('public idle')
    await screen.findByText('of alice')
    for (const cause of [
      () => client.json('/items', { method: 'POST', body: '{}' }),
      () => client.invalidate({ prefix: '/item' }),
    ]) {
      await settled(client)
      origin.seen.length = 0
      await act(async () => void (await cause()))
      await waitFor(() => expect(asked()).toContainEqual(['GET', '/items', 'nobody', 304]))
      await screen.findByText('public idle')
      expect(asked().filter(([method]) => method === 'GET')).toHaveLength(1)
    }
  })

  it('of another tab reaches the board, whoever is signed in there', async () => {
    origin.fields = FRESH
    const openPage = openBrowserAt(origin)
    const page = openPage(<Board />, { user: 'alice' })
    await within(page.host).findByText('public idle')
    await page.client.idle()
    const other = openPage(null, { user: 'bob' })
    await other.client.idle()
    origin.seen.length = 0
    origin.change('/items', [{ id: 1, name: 'changed' }])
    await act(() => other.client.json('/items', { method: 'POST', body: '{}' }))
    await act(() => other.client.idle())
    await within(page.host).findByText('changed idle')
    expect(asked()).toEqual([
      ['POST', '/items', 'bob', 200],
      ['GET', '/items', 'nobody', 200],
    ])
    origin.change('/items', [{ id: 1, name: 'once more' }])
    await other.client.json('/items', { policy: { audience: 'everyone' }, cache: 'no-cache' })
    await act(() => other.client.idle())
    await within(page.host).findByText('once more idle')
    expect(origin.seen).toHaveLength(3)
  })

  it('reaches what is everyone’s by the client’s own policy, too', async () => {
    origin.fields = FRESH
    const client = createClient({ audience: 'everyone' })
    await client.signIn('alice')
    render(
      <EtaggedProvider client={client}>
        <List />
      </EtaggedProvider>,
    )
    await screen.findByText('list public')
    await settled(client)
    origin.change('/items', [{ id: 1, name: 'changed' }])
    await act(() => client.invalidate({ prefix: '/items' }))
    await screen.findByText('list changed')
    expect(origin.seen.map(({ user }) => user)).toEqual(['nobody', 'nobody'])
  })

  it('of everyone’s is none of a user’s own query for the same URL', async () => {
    origin.fields = FRESH
    const client = createClient()
    await client.signIn('alice')
    await client.json('/items', { policy: { audience: 'everyone' } })
    render(
      <EtaggedProvider client={client}>
        <List />
      </EtaggedProvider>,
    )
    await screen.findByText('list public')
    await settled(client)
    origin.seen.length = 0
    await act(() => client.json('/items', { method: 'POST', body: '{}' }))
    await settled(client)
    await waitFor(() => expect(asked()).toContainEqual(['GET', '/items', 'alice', 304]))
    expect(origin.seen).toHaveLength(2)
  })

  it('of everyone’s alone leaves that query as fresh as it was', async () => {
    origin.fields = FRESH
    const client = createClient()
    const queryClient = new QueryClient()
    await client.signIn('alice')
    render(
      <EtaggedProvider client={client} queryClient={() => queryClient}>
        <List />
      </EtaggedProvider>,
    )
    await screen.findByText('list public')
    await client.json('/items', { policy: { audience: 'everyone' } })
    const told: unknown[] = []
    client.subscribe(({ type, generation }) => void told.push([type, generation]))
    origin.fields = { ...FRESH, 'clear-site-data': '"cache"' }
    await client.json('/items', { policy: { audience: 'everyone' }, cache: 'reload' })
    await waitFor(() => expect(told).toContainEqual(['removal', 'everyone']))
    expect(queryClient.getQueryCache().getAll()[0]?.isStale()).toBe(false)
  })
})
