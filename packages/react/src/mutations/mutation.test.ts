import { createEtagged, defineMutation, type Etagged } from '@etagged/core'
import { createMemoryDisk } from '@etagged/core/testing'
import {
  dehydrate,
  type DehydratedState,
  focusManager,
  hydrate,
  MutationObserver,
  noop,
  onlineManager,
  QueryClient,
  QueryObserver,
} from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { connect } from '../connect.ts'
import { items, trusting } from '../endpoints.test-fixture.ts'
import { query } from '../query.ts'
import { openApiInPage } from '../situations/api-in-page.test-fixture.ts'
import { openBrowser } from '../tabs.test-fixture.ts'
import { edit } from './edit.ts'
import { mutation } from './mutation.ts'
import { holdTimers, rest } from '../held-timers.test-fixture.ts'

holdTimers()

const always = { networkMode: 'always' as const }

const list = query(items, {}, { refetchOnWindowFocus: false })

const add = defineMutation({
  method: 'POST',
  path: '/items',
  body: trusting<{ readonly name: string }>(),
})

const adding = mutation(add, {
  optimistic: ({ body }) => [edit(list, (shown) => [...shown, { id: -1, ...body }])],
})

describe('In a hidden page', () => {
  it('what another tab has asked for after a write takes the place of its edit', async () => {
    const api = openApiInPage({ '/items': [{ id: 1, name: 'one' }] }, (bodies) => {
      bodies.set('/items', [
        { id: 1, name: 'one' },
        { id: 2, name: 'mine' },
      ])
      return null
    })
    api.fields = { 'cache-control': 'max-age=3600' }
    const disk = createMemoryDisk()
    const browser = openBrowser()
    const openTab = (): Etagged =>
      createEtagged({
        baseUrl: api.url,
        fetch: api.fetch,
        store: disk.persistence,
        tabs: browser.openTab().tabs,
      })
    const [client, other] = [openTab(), openTab()]
    await Promise.all([client.signIn(null), other.signIn(null)])
    const queryClient = new QueryClient()
    queryClient.mount()
    connect(queryClient, client)
    const observer = new QueryObserver(queryClient, list)
    const stop = observer.subscribe(noop)
    await rest(2000)
    const shown = (): readonly unknown[] | undefined =>
      observer.getCurrentResult().data?.map(({ id }) => id)

    api.hold()
    const done = new MutationObserver(queryClient, adding).mutate({ body: { name: 'mine' } })
    await rest(2000)
    focusManager.setFocused(false)
    api.release()
    await done
    expect(shown()).toEqual([1, -1])
    await other.json('/items', { schema: items.response })
    await rest(2000)
    expect(shown()).toEqual([1, 2])
    stop()
    queryClient.unmount()
  })
})

describe('Without a network', () => {
  it.each([
    { says: 'for its key', set: (of: QueryClient) => of.setMutationDefaults(['add'], always) },
    { says: 'for all', set: (of: QueryClient) => of.setDefaultOptions({ mutations: always }) },
    { says: 'of its own', set: noop, own: always },
    {
      says: 'of its own above that for its key',
      set: (of: QueryClient) => of.setMutationDefaults(['add'], always),
      own: { networkMode: 'online' as const },
    },
  ])('a mutation heeds the networkMode $says', async ({ set, own }) => {
    const api = openApiInPage({ '/items': [] })
    const client = createEtagged({ baseUrl: api.url, fetch: api.fetch, tabs: false })
    const queryClient = new QueryClient()
    connect(queryClient, client)
    set(queryClient)
    onlineManager.setOnline(false)
    const options = { ...mutation(add, own), mutationKey: ['add'] }
    const done = new MutationObserver(queryClient, options).mutate({ body: { name: 'mine' } })
    await rest(2000)
    expect(api.exchanges).toHaveLength(own?.networkMode === 'online' ? 0 : 1)
    onlineManager.setOnline(true)
    await queryClient.resumePausedMutations()
    await done
  })
})

describe('A mutation that was restored from another page', () => {
  function openPage() {
    const api = openApiInPage({ '/items': [] })
    const client = createEtagged({
      baseUrl: api.url,
      fetch: api.fetch,
      tabs: false,
      headers: ({ user }) => ({ authorization: user ?? 'nobody' }),
    })
    const queryClient = new QueryClient()
    connect(queryClient, client)
    queryClient.setMutationDefaults(['add'], adding)
    const sent = (): readonly string[] =>
      api.exchanges.map(({ method, user }) => `${method} ${user}`)
    return { client, queryClient, sent }
  }

  /** What a page of Alice's keeps that has called it without a network. */
  async function kept(): Promise<string> {
    const { client, queryClient } = openPage()
    await client.signIn('alice')
    onlineManager.setOnline(false)
    const options = { mutationKey: ['add'], ...adding }
    const observer = new MutationObserver(queryClient, options)
    observer.mutate({ body: { name: 'mine' } }).catch(noop)
    await rest(2000)
    const state = JSON.stringify(dehydrate(queryClient))
    await client.signOut()
    return state
  }

  it.each([{ user: 'alice' }, { user: 'bob' }, { user: null }])(
    'I1: is not sent in the name of $user: nothing tells whose it was',
    async ({ user }) => {
      const state = await kept()
      const { client, queryClient, sent } = openPage()
      await client.signIn(user)
      hydrate(queryClient, JSON.parse(state) as DehydratedState)
      onlineManager.setOnline(true)
      const [restored] = queryClient.getMutationCache().getAll()
      await queryClient.resumePausedMutations()
      await rest(2000)
      expect(sent()).toEqual([])
      expect(restored?.state.error?.name).toBe('SessionEndedError')
    },
  )
})
