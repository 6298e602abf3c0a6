import { createEtagged, type Quota, SessionEndedError, StatusError, type Turn } from '@etagged/core'
import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { ask } from './ask.ts'
import { connect } from './connect.ts'
import { openApiInPage } from './situations/api-in-page.test-fixture.ts'

const queryKey = ['etagged', '/items/:id', { id: 1 }]
const request = { url: '/items/1', init: {} }

function open(quota?: Quota) {
  const api = openApiInPage({ '/items/1': { id: 1 } })
  const client = createEtagged({
    baseUrl: api.url,
    fetch: api.fetch,
    tabs: false,
    ...(quota && { quota }),
  })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  const { signal } = new AbortController()
  const asking = (cache: 'no-cache' | 'default', given = signal): Promise<unknown> =>
    ask('/items/:id', request, { client: queryClient, queryKey, signal: given }, cache)
  return { api, client, queryClient, asking }
}

/** A rate limit that notes who came, and lets go when it is told to. */
function createLimit() {
  const turns: Turn[] = []
  let left = 0
  const go = Promise.withResolvers<void>()
  const quota: Quota = {
    watch: (network) => network,
    async turn(turn) {
      turns.push(turn)
      await go.promise
      return () => void left++
    },
    look() {},
    paceOf: () => 0,
    buckets: () => [],
    subscribe: () => () => {},
  }
  return { quota, turns, go: () => go.resolve(), left: () => left }
}

it('validates what is fresh, or takes it, as it is told', async () => {
  const { api, asking } = open()
  api.fields = { 'cache-control': 'max-age=60' }
  const first = await asking('default')
  expect(await asking('default')).toBe(first)
  expect(api.exchanges.map(({ status }) => status)).toEqual([200])
  expect(await asking('no-cache')).toBe(first)
  expect(api.exchanges.map(({ status }) => status)).toEqual([200, 304])
})

describe('where the origin limits requests', () => {
  it('waits for its turn, and says for what and how urgently', async () => {
    const { quota, turns, go } = createLimit()
    const { api, asking, queryClient } = open(quota)
    const asked = asking('no-cache')
    await Promise.resolve()
    expect(api.exchanges).toEqual([])
    expect(turns).toMatchObject([{ method: 'GET', url: `${api.url}/items/1`, path: '/items/:id' }])
    expect(turns[0]?.urgency()).toBe('background')
    queryClient.getQueryCache().build(queryClient, queryClient.defaultQueryOptions({ queryKey }))
    expect(turns[0]?.urgency()).toBe('now')
    go()
    expect(await asked).toEqual({ id: 1 })
  })

  it('takes no turn for what is stored and fresh, but for what is to be validated', async () => {
    const { quota, turns, go } = createLimit()
    const { api, client, asking } = open(quota)
    api.fields = { 'cache-control': 'max-age=60' }
    const { data } = await client.json('/items/1')
    expect(await asking('default')).toBe(data)
    expect(turns).toEqual([])
    const asked = asking('no-cache')
    await vi.waitFor(() => expect(turns).toHaveLength(1))
    go()
    expect(await asked).toBe(data)
  })

  it('takes a turn for what is stored and stale', async () => {
    const { quota, turns, go } = createLimit()
    const { client, asking } = open(quota)
    go()
    await client.json('/items/1')
    await asking('default')
    expect(turns).toHaveLength(1)
  })

  it('I2: takes nothing of another session, though it is stored', async () => {
    const { quota, turns } = createLimit()
    const { api, client, asking } = open(quota)
    api.fields = { 'cache-control': 'max-age=60' }
    await client.signIn('alice')
    await client.json('/items/1')
    const asked = asking('default')
    await client.signIn('bob')
    await expect(asked).rejects.toBeInstanceOf(SessionEndedError)
    expect(turns).toEqual([])
  })

  it.each([undefined, 404])(
    'gives its place back when the answer is there (fault: %s)',
    async (fault) => {
      const { quota, go, left } = createLimit()
      const { api, asking } = open(quota)
      api.fault = fault
      go()
      const [{ status }] = await Promise.allSettled([asking('no-cache')])
      expect([status, left()]).toEqual([fault === undefined ? 'fulfilled' : 'rejected', 1])
    },
  )

  it('I2: is not sent in the name of whoever is there when its turn comes', async () => {
    const { quota, go, left } = createLimit()
    const { api, client, asking } = open(quota)
    await client.signIn('alice')
    const asked = asking('no-cache')
    await client.signIn('bob')
    go()
    await expect(asked).rejects.toBeInstanceOf(SessionEndedError)
    expect(api.exchanges).toEqual([])
    expect(left()).toBe(1)
  })
})

it('I2: a flight that asks once more, as for its next page, asks nothing in another session', async () => {
  const { api, client, asking } = open()
  const { signal } = new AbortController()
  await client.signIn('alice')
  await asking('no-cache', signal)
  await client.signIn('bob')
  await expect(asking('no-cache', signal)).rejects.toBeInstanceOf(SessionEndedError)
  expect(api.exchanges).toHaveLength(1)
})

it('fails as the cache does, and with the signal of its flight', async () => {
  const { api, asking } = open()
  api.fault = 404
  await expect(asking('no-cache')).rejects.toBeInstanceOf(StatusError)
  await expect(asking('no-cache', AbortSignal.abort('enough'))).rejects.toBe('enough')
})
