import { createEtagged, defineEndpoint, type Quota, type Turn } from '@etagged/core'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { connect } from './connect.ts'
import { type Item, item, items, trusting } from './endpoints.test-fixture.ts'
import { openOrigin } from './origin-in-page.test-fixture.ts'
import { query } from './query.ts'
import { refresh } from './refresh.ts'

const origin = openOrigin({
  '/items': [{ id: 1, name: 'one' }],
  '/items/1': { id: 1, name: 'one' },
})

/** The list, and beginnings of it. */
const list = defineEndpoint({
  path: '/items',
  params: trusting<{ readonly limit?: number }>(),
  response: trusting<readonly Item[]>(),
})

/** Two fresh queries, of which the list is looked at; and the turns that were asked for since. */
async function openPage() {
  origin.fields = { 'cache-control': 'max-age=3600' }
  const turns: Turn[] = []
  const quota: Quota = {
    watch: (network) => network,
    turn(turn) {
      turns.push(turn)
      return Promise.resolve(() => {})
    },
    look() {},
    paceOf: () => 0,
    buckets: () => [],
    subscribe: () => () => {},
  }
  const client = createEtagged({ baseUrl: origin.url, fetch: origin.fetch, quota })
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  connect(queryClient, client)
  await queryClient.fetchQuery(query(items, {}))
  await queryClient.fetchQuery(query(item, { id: 1 }))
  const unsubscribe = new QueryObserver(queryClient, query(items, {})).subscribe(() => {})
  origin.seen.length = 0
  turns.length = 0
  return { queryClient, turns, unsubscribe }
}

function asked(): unknown[] {
  return origin.seen.map(({ path, status }) => [path, status])
}

it('asks for what is named, however fresh it is and whoever looks', async () => {
  const { queryClient, unsubscribe } = await openPage()
  await refresh(queryClient, query(item, { id: 1 }))
  expect(asked()).toEqual([['/items/1', 304]])
  unsubscribe()
})

it('options without parameters name no query that has some', async () => {
  const { queryClient, unsubscribe } = await openPage()
  await queryClient.fetchQuery(query(list, { limit: 5 }))
  origin.seen.length = 0
  await refresh(queryClient, query(list, {}))
  expect(asked()).toEqual([['/items', 304]])
  await refresh(queryClient, { queryKey: query(list, {}).queryKey })
  expect(asked().slice(1)).toHaveLength(2)
  unsubscribe()
})

it('without a name it asks for all that is looked at, and for nothing of others', async () => {
  const { queryClient, unsubscribe } = await openPage()
  let own = 0
  const theirs = { queryKey: ['own'], queryFn: () => ++own, staleTime: 60_000 }
  const leave = new QueryObserver(queryClient, theirs).subscribe(() => {})
  await refresh(queryClient)
  expect(asked()).toEqual([['/items', 304]])
  expect(own).toBe(1)
  leave()
  unsubscribe()
})

it('what is asked for by hand is wanted now, also by the second of two clicks, and afterwards no more', async () => {
  const { queryClient, turns, unsubscribe } = await openPage()
  origin.hold()
  const clicks = [refresh(queryClient), refresh(queryClient)]
  await vi.waitFor(() => expect(turns.length).toBeGreaterThan(0))
  expect(turns.map(({ urgency }) => urgency())).not.toContain('visible')
  origin.release()
  await Promise.all(clicks)
  expect(turns.at(-1)?.urgency()).toBe('visible')
  unsubscribe()
})

it('resolves also when the origin fails, which the query tells', async () => {
  const { queryClient, turns, unsubscribe } = await openPage()
  origin.fail(404)
  await expect(refresh(queryClient)).resolves.toBeUndefined()
  expect(queryClient.getQueryState(query(items, {}).queryKey)?.status).toBe('error')
  expect(turns.at(-1)?.urgency()).toBe('visible')
  unsubscribe()
})
