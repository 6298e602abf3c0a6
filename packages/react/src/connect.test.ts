import { createEtagged } from '@etagged/core'
import { hashKey, QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { connect } from './connect.ts'
import { items } from './endpoints.test-fixture.ts'
import { query } from './query.ts'
import { sessionQueryClient } from './session-query-client.ts'
import { openApiInPage } from './situations/api-in-page.test-fixture.ts'

const LIST = query(items, {})

function openPage() {
  const api = openApiInPage({ '/items': [{ id: 1, name: 'one' }] })
  const client = createEtagged({ baseUrl: api.url, fetch: api.fetch, tabs: false })
  return { api, client, queryClient: new QueryClient() }
}

function staleTimeIn(queryClient: QueryClient): unknown {
  return new QueryObserver(queryClient, LIST).options.staleTime
}

describe("An app's defaults", () => {
  const staleTime = 5000

  it.each([
    {
      says: 'for all queries',
      set: (queryClient: QueryClient) => queryClient.setDefaultOptions({ queries: { staleTime } }),
    },
    {
      says: "for etagged's queries",
      set: (queryClient: QueryClient) => queryClient.setQueryDefaults(['etagged'], { staleTime }),
    },
    {
      says: 'for one path',
      set: (queryClient: QueryClient) =>
        queryClient.setQueryDefaults(['etagged', '/items'], { staleTime }),
    },
  ])('hold, set before or after, and take no session from its queries ($says)', async ({ set }) => {
    for (const isBefore of [true, false]) {
      const { client, queryClient } = openPage()
      if (isBefore) set(queryClient)
      connect(queryClient, client)
      if (!isBefore) set(queryClient)
      await client.signIn('alice')
      expect(await queryClient.fetchQuery(LIST)).toHaveLength(1)
      expect(staleTimeIn(queryClient)).toBe(staleTime)
      await client.signIn('bob')
      expect(queryClient.getQueryData(LIST.queryKey)).toBeUndefined()
    }
  })

  it('may hash keys, and the hash still names the session', async () => {
    const { client, queryClient } = openPage()
    connect(queryClient, client)
    const queryKeyHashFn = (key: readonly unknown[]): string => `own:${hashKey(key)}`
    queryClient.setDefaultOptions({ queries: { queryKeyHashFn } })
    await queryClient.fetchQuery(LIST)
    const [only] = queryClient.getQueryCache().getAll()
    const { partition, generation } = client.session
    const own = queryKeyHashFn(LIST.queryKey)
    expect(only?.queryHash).toBe(`etagged ${partition} ${generation} ${own}`)
  })

  it('name a query alike for a provider and for connect, where both have the same QueryClient', async () => {
    const { api, client, queryClient } = openPage()
    connect(queryClient, client)
    const own = sessionQueryClient(queryClient, client, client.session)
    await queryClient.fetchQuery(LIST)
    expect(own.getQueryData(LIST.queryKey)).toHaveLength(1)
    expect(api.exchanges).toHaveLength(1)
  })
})

describe('The mutations of a session that has ended', () => {
  it('are gone, whether they have ended or wait, and the next one keeps its own (I1)', async () => {
    const { client, queryClient } = openPage()
    connect(queryClient, client)
    await client.signIn('alice')
    const cache = queryClient.getMutationCache()
    const call = async (variables: string, end: Promise<unknown>): Promise<unknown> =>
      cache.build(queryClient, { mutationFn: () => end }).execute(variables)
    await call('hers', Promise.resolve('her answer'))
    void call('hers, pending', new Promise(() => {}))
    await client.signIn('bob')
    await call('his', Promise.resolve('his answer'))
    await vi.waitFor(() => expect(cache.getAll()).toHaveLength(1))
    expect(cache.getAll().map(({ state }) => state.variables)).toEqual(['his'])
    await client.signIn('bob')
    await new Promise((resolve) => setTimeout(resolve))
    expect(cache.getAll()).toHaveLength(1)
  })
})
