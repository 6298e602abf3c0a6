import { createEtagged, type Etagged, SessionEndedError } from '@etagged/core'
import { createMemoryDisk } from '@etagged/core/testing'
import { noop, QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { connect } from './connect.ts'
import { items, mine } from './endpoints.test-fixture.ts'
import { holdTimers, rest } from './held-timers.test-fixture.ts'
import { query } from './query.ts'
import { sessionQueryClient } from './session-query-client.ts'
import { openApiInPage } from './situations/api-in-page.test-fixture.ts'
import type { Api } from './situations/api.test-fixture.ts'
import { feedPages, usersOwn } from './situations/users-page.test-fixture.tsx'
import { spreadingAfterFocus } from './spread.ts'
import { validate } from './validate-query.ts'

holdTimers()

const list = query(items, {})

function open(api: Api = openApiInPage({ ...usersOwn, '/items': [], '/mine': { of: '$user' } })) {
  const disk = createMemoryDisk()
  const openClient = (): Etagged =>
    createEtagged({
      baseUrl: api.url,
      fetch: api.fetch,
      store: disk.persistence,
      tabs: false,
      headers: ({ user }) => ({ authorization: user ?? 'nobody' }),
    })
  const client = openClient()
  const queryClient = new QueryClient()
  return { api, client, queryClient, openClient }
}

describe('A flight', () => {
  it('without data asks at once, although the page has just come back', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.99)
    const { api, client, queryClient } = open()
    connect(queryClient, client)
    spreadingAfterFocus(() => void queryClient.prefetchQuery(list).catch(noop))
    await rest(1)
    expect(api.exchanges).toHaveLength(1)
  })

  it('that makes data younger is put off by chance when the page has just come back, and at no other time', async () => {
    const { api, client, queryClient } = open()
    connect(queryClient, client)
    queryClient.setQueryData(list.queryKey, [])
    const stop = new QueryObserver(queryClient, {
      ...list,
      staleTime: 0,
      refetchOnMount: false,
    }).subscribe(noop)
    await queryClient.refetchQueries()
    expect(api.exchanges).toHaveLength(1)
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    queryClient.getQueryCache().onFocus()
    await rest(249)
    expect(api.exchanges).toHaveLength(1)
    await rest(1)
    expect(api.exchanges).toHaveLength(2)
    stop()
  })

  it('of a query that was invalidated twice in a turn asks once', async () => {
    const { api, client, queryClient } = open()
    connect(queryClient, client)
    queryClient.setQueryData(list.queryKey, [])
    const stop = new QueryObserver(queryClient, { ...list, refetchOnMount: false }).subscribe(noop)
    for (const each of queryClient.getQueryCache().getAll()) {
      validate(each)
      validate(each)
    }
    await rest(1)
    expect(api.exchanges).toHaveLength(1)
    stop()
  })

  it('after a failure waits as long as the query says, or else the app for its key, or for all, or else the answer', async () => {
    const waits: number[] = []
    for (const { own, byKey, apps } of [
      { own: 30, byKey: 40, apps: 20 },
      { own: undefined, byKey: 40, apps: 20 },
      { own: undefined, byKey: undefined, apps: 20 },
      { own: undefined, byKey: undefined, apps: undefined },
    ]) {
      const { api, client } = open()
      api.fault = 503
      api.fields = { 'retry-after': '7' }
      const queries = apps === undefined ? {} : { retryDelay: apps }
      const queryClient = new QueryClient({ defaultOptions: { queries } })
      connect(queryClient, client)
      if (byKey !== undefined) queryClient.setQueryDefaults(['etagged'], { retryDelay: byKey })
      const options = query(items, {}, { retry: 1, ...(own && { retryDelay: own }) })
      queryClient.prefetchQuery(options).catch(noop)
      await rest(1)
      api.fault = undefined
      let waited = 0
      while (api.exchanges.length < 2 && waited < 8000) {
        await rest(10)
        waited += 10
      }
      waits.push(waited)
    }
    expect(waits.map((wait) => Math.round(wait / 10) * 10)).toEqual([30, 40, 20, 7000])
  })

  it('on a server ends with the first failure, unless the app says otherwise: a page waits for it', async () => {
    const { api, client, queryClient } = open()
    connect(queryClient, client)
    api.fault = 503
    api.fields = { 'retry-after': '30' }
    let isOver = false
    void queryClient.prefetchQuery(list).finally(() => {
      isOver = true
    })
    await rest(1)
    expect(isOver).toBe(true)
    void queryClient.prefetchQuery(query(items, {}, { retry: 1 }))
    await rest(1)
    await rest(30_000)
    expect(api.exchanges.map(({ status }) => status)).toEqual([503, 503, 503])
  })

  it('of a query that somebody has kept for longer than its session asks nothing', async () => {
    const { api, client, queryClient } = open()
    connect(queryClient, client)
    await client.signIn('alice')
    queryClient.setQueryData(query(mine, {}).queryKey, { of: 'alice' })
    queryClient.prefetchQuery({ ...query(mine, {}), staleTime: 0 }).catch(noop)
    await rest(1)
    const [kept] = queryClient.getQueryCache().getAll()
    await client.signIn('bob')
    api.exchanges.length = 0
    await expect(kept?.fetch()).rejects.toBeInstanceOf(SessionEndedError)
    expect(api.exchanges).toEqual([])
  })
})

describe('I1, I2: whenever the user changes during a flight', () => {
  interface Kind {
    readonly says: string
    readonly fly: (queryClient: QueryClient) => Promise<unknown>
    readonly isStored?: true
  }
  const kinds: readonly Kind[] = [
    { says: 'with nothing stored', fly: (by) => by.fetchQuery(query(mine, {})) },
    {
      says: 'with something on disk',
      fly: (by) => by.fetchQuery(query(mine, {})),
      isStored: true,
    },
    { says: 'of two pages', fly: (by) => by.fetchInfiniteQuery({ ...feedPages, pages: 2 }) },
  ]
  const owners = [
    {
      whose: 'a QueryClient without a provider',
      join(queryClient: QueryClient, client: Etagged): QueryClient {
        connect(queryClient, client)
        return queryClient
      },
    },
    {
      whose: 'the QueryClient of a session',
      join: (_: QueryClient, client: Etagged) =>
        sessionQueryClient(undefined, client, client.session),
    },
  ]

  it.each(owners.flatMap((owner) => kinds.map((kind) => ({ ...owner, ...kind }))))(
    'nothing of it is asked in the name of the next, and no query of his is given anything ($says, $whose)',
    async ({ join, fly, isStored }) => {
      const flight = { isOver: false }
      const wrong: unknown[] = []
      // Each of its steps is a microtask; the change comes between every two of them.
      for (let steps = 0; !flight.isOver; steps++) {
        const { api, client, queryClient: given, openClient } = open()
        if (isStored) await visit(openClient())
        await client.signIn('alice')
        const queryClient = join(given, client)
        api.exchanges.length = 0
        const ended = fly(queryClient).then(() => {
          flight.isOver = true
        }, noop)
        for (let step = 0; step < steps && !flight.isOver; step++) await Promise.resolve()
        const signedIn = client.signIn('bob')
        const scope = `${client.session.partition} ${client.session.generation}`
        const stop = queryClient.getQueryCache().subscribe(({ query: { queryHash, state } }) => {
          if (queryHash.includes(scope) && state.data !== undefined) wrong.push(state.data)
        })
        await rest(1)
        await rest(300)
        await Promise.all([ended, signedIn])
        stop()
        wrong.push(...api.exchanges.filter(({ user }) => user === 'bob'))
        await client.close()
      }
      expect(wrong).toEqual([])
    },
  )

  /** Leaves something on disk. */
  async function visit(client: Etagged): Promise<void> {
    await client.signIn('alice')
    await client.json('/mine', { schema: mine.response })
    await client.idle()
    await client.close()
  }
})
