import { createEtagged, type Etagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { type Query, QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { Profiler, type ReactNode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { connect } from './connect.ts'
import { stubDisk } from './disk.test-fixture.ts'
import { items, mine } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { EtaggedProvider } from './provider.tsx'
import { query } from './query.ts'
import type { GivenQueryClient } from './session-query-client.ts'
import { useEtagged } from './use-etagged.ts'
import { useSession } from './use-session.ts'

const origin = startOrigin({ '/mine': { of: '$user' }, '/items': [{ id: 1, name: 'public' }] })

stubDisk()

function createClient(): Etagged {
  return createEtagged({
    baseUrl: origin.url,
    store: createIdbStore(),
    headers: ({ user }) => ({ authorization: user ?? 'nobody' }),
  })
}

/** Renders, and hands over the page's text at every commit. */
function watch(node: ReactNode): { texts: string[]; show: (next: ReactNode) => void } {
  const texts: string[] = []
  const host = document.body.appendChild(document.createElement('div'))
  const witnessed = (shown: ReactNode): ReactNode => (
    <Profiler id="page" onRender={() => void texts.push(host.textContent)}>
      {shown}
    </Profiler>
  )
  const { rerender } = render(witnessed(node), { container: host })
  return { texts, show: (next) => rerender(witnessed(next)) }
}

const given: readonly { says: string; queryClient: () => GivenQueryClient }[] = [
  { says: 'without a QueryClient of its own', queryClient: () => undefined },
  { says: 'with a maker of QueryClients', queryClient: () => () => new QueryClient() },
  { says: 'with one QueryClient for all sessions', queryClient: () => new QueryClient() },
]

describe('the user prop', () => {
  function Mine(): ReactNode {
    const { state } = useSession()
    const { data, fetchStatus } = useQuery(query(mine, {}))
    return (
      <p>
        {state} {fetchStatus} {data?.of}
      </p>
    )
  }

  it('undefined keeps queries pending and opens no database; a string then adopts what is on disk', async () => {
    const former = createClient()
    await former.signIn('alice')
    await former.json('/mine', { schema: mine.response })
    await former.idle()
    await former.close()

    const client = createClient()
    const tree = (user: string | undefined): ReactNode => (
      <EtaggedProvider client={client} user={user}>
        <Mine />
      </EtaggedProvider>
    )
    const { show } = watch(tree(undefined))
    await screen.findByText('unknown idle')
    const names = (await indexedDB.databases()).map(({ name }) => name)
    expect(names).toHaveLength(1)
    origin.hold()
    show(tree('alice'))
    await screen.findByText('signed-in fetching alice')
    expect(origin.seen.map(({ ifNoneMatch }) => ifNoneMatch)).toEqual([null])
    origin.release()
    await screen.findByText('signed-in idle alice')
    expect(origin.seen.map(({ status }) => status)).toEqual([200, 304])
  })

  it('null after a string signs out: the disk is clear', async () => {
    const client = createClient()
    const tree = (user: string | null): ReactNode => (
      <EtaggedProvider client={client} user={user}>
        <Mine />
      </EtaggedProvider>
    )
    const { show } = watch(tree('alice'))
    await screen.findByText('signed-in idle alice')
    await client.idle()
    const { partition } = client.session
    show(tree(null))
    await screen.findByText('anonymous idle nobody')
    await client.signOut()
    await waitFor(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
      expect(names.filter((name) => name.includes(partition))).toEqual([])
    })
  })

  it('the same string again, as when a token was refreshed, keeps everything', async () => {
    const client = createClient()
    const tree = (): ReactNode => (
      <EtaggedProvider client={client} user="alice">
        <Mine />
      </EtaggedProvider>
    )
    const { show } = watch(tree())
    await screen.findByText('signed-in idle alice')
    const { generation } = client.session
    show(tree())
    await screen.findByText('signed-in idle alice')
    expect(client.session.generation).toBe(generation)
    expect(origin.seen).toHaveLength(1)
  })

  it.for([
    { says: 'bob', other: 'bob' },
    { says: 'nobody', other: null },
  ])(
    'I1: there and back (alice, $says, alice) before the former is off the disk, it ends at the last: nobody is given what is hers',
    async ({ other }) => {
      const auth: { user: string | null } = { user: 'alice' }
      const open = (): Etagged =>
        createEtagged({
          baseUrl: origin.url,
          store: createIdbStore(),
          // As an app has it: the token is whoever's the login is now.
          headers: () => ({ authorization: auth.user ?? 'nobody' }),
        })
      const client = open()
      const tree = (user: string | null): ReactNode => {
        auth.user = user
        return (
          <EtaggedProvider client={client} user={user}>
            <Mine />
          </EtaggedProvider>
        )
      }
      const { show } = watch(tree('alice'))
      await screen.findByText('signed-in idle alice')
      show(tree(other))
      show(tree('alice'))
      await screen.findByText('signed-in idle alice')
      await client.idle()
      expect(client.session.user).toBe('alice')
      show(null)
      await client.close()

      const later = open()
      await later.signIn(other)
      expect(await later.peek('/mine', { schema: mine.response })).toBeUndefined()
    },
  )

  it('left away, the client decides: signOut takes the tree down in the same step', async () => {
    const client = createClient()
    await client.signIn('alice')
    const { texts } = watch(
      <EtaggedProvider client={client}>
        <Mine />
      </EtaggedProvider>,
    )
    await screen.findByText('signed-in idle alice')
    texts.length = 0
    await act(() => client.signOut())
    await screen.findByText('anonymous idle nobody')
    expect(texts.filter((text) => text.includes('alice'))).toEqual([])
  })
})

describe('a session that has ended', () => {
  /** Below a provider, catches the QueryClient of the session. */
  function Catch({ caught }: { caught: (queryClient: QueryClient) => void }): ReactNode {
    caught(useQueryClient())
    return <p>{useQuery(query(mine, {})).data?.of}</p>
  }

  it.each(given)('leaves nothing behind and asks nothing more ($says)', async ({ queryClient }) => {
    const client = createClient()
    await client.signIn('alice')
    const caught: QueryClient[] = []
    const shared = queryClient()
    watch(
      <EtaggedProvider client={client} {...(shared && { queryClient: shared })}>
        <Catch caught={(found) => caught.push(found)} />
      </EtaggedProvider>,
    )
    await screen.findByText('alice')
    const [hers] = caught
    await act(() => client.signIn('bob'))
    await screen.findByText('bob')
    origin.seen.length = 0
    await expect(hers?.fetchQuery(query(mine, {}))).rejects.toMatchObject({ code: 'session-ended' })
    hers?.setQueryData(query(mine, {}).queryKey, { of: 'alice' })
    const left = [...(hers?.getQueryCache().getAll() ?? []), ...allOf(shared)]
    expect(JSON.stringify(left.map(({ state }) => state.data) ?? null)).not.toContain('alice')
    expect(origin.seen).toEqual([])
  })

  it('is forgotten although no provider is mounted', async () => {
    const client = createClient()
    await client.signIn('alice')
    const caught: QueryClient[] = []
    const { unmount } = render(
      <EtaggedProvider client={client}>
        <Catch caught={(found) => caught.push(found)} />
      </EtaggedProvider>,
    )
    await screen.findByText('alice')
    unmount()
    await client.signOut()
    await waitFor(() => expect(caught[0]?.getQueryCache().getAll()).toEqual([]))
  })

  function allOf(shared: GivenQueryClient): Query[] {
    return shared instanceof QueryClient ? shared.getQueryCache().getAll() : []
  }
})

it('a loader on the shared QueryClient and a hook below the provider have one query', async () => {
  const client = createClient()
  await client.signIn('alice')
  const queryClient = new QueryClient()
  connect(queryClient, client)
  await queryClient.prefetchQuery(query(items, {}))
  function List(): ReactNode {
    return <p>{useQuery(query(items, {})).data?.[0]?.name}</p>
  }
  watch(
    <EtaggedProvider client={client} queryClient={queryClient}>
      <List />
    </EtaggedProvider>,
  )
  await screen.findByText('public')
  expect(queryClient.getQueryCache().getAll()).toHaveLength(1)
  expect(origin.seen).toHaveLength(1)
})

it("the app's own defaults win over etagged's", async () => {
  const client = createClient()
  const defaultOptions = { queries: { retry: false, staleTime: 60_000 } }
  origin.fail(500)
  function List(): ReactNode {
    const { error, failureCount } = useQuery(query(items, {}))
    return (
      <p>
        {error?.name} {failureCount}
      </p>
    )
  }
  watch(
    <EtaggedProvider client={client} queryClient={() => new QueryClient({ defaultOptions })}>
      <List />
    </EtaggedProvider>,
  )
  await screen.findByText('StatusError 1')
  expect(origin.seen).toHaveLength(1)
})

it('an app that signs out by itself is not kept on its fallback by a prop that has not changed', async () => {
  const client = createClient()
  function Mine(): ReactNode {
    return <p>of {useQuery(query(mine, {})).data?.of}</p>
  }
  watch(
    <EtaggedProvider client={client} user="alice" fallback="switching">
      <Mine />
    </EtaggedProvider>,
  )
  await screen.findByText('of alice')
  await act(() => client.signIn('alice'))
  await act(() => client.signOut())
  await screen.findByText('of nobody')
  expect(client.session.state).toBe('anonymous')
})

it('the same user is signed in to another client, too, before anything of it is shown', async () => {
  const [former, next] = [createClient(), createClient()]
  function Mine(): ReactNode {
    return <p>of {useQuery(query(mine, {})).data?.of}</p>
  }
  const tree = (client: Etagged): ReactNode => (
    <EtaggedProvider client={client} user="alice" fallback="switching">
      <Mine />
    </EtaggedProvider>
  )
  const { texts, show } = watch(tree(former))
  await screen.findByText('of alice')
  texts.length = 0
  show(tree(next))
  await screen.findByText('of alice')
  expect(next.session.user).toBe('alice')
  expect(texts[0]).toBe('switching')
  expect(texts.join()).not.toContain('nobody')
})

it('an empty user is a mistake that is told at once', () => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => {})
  const lost = <EtaggedProvider client={createClient()} user="" />
  expect(() => render(lost)).toThrow('null when nobody is signed in')
  silence.mockRestore()
})

it('outside of a provider the hooks say what is missing', () => {
  function Lost(): ReactNode {
    useEtagged()
    return null
  }
  const silence = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(() => render(<Lost />)).toThrow('<EtaggedProvider>')
  silence.mockRestore()
})
