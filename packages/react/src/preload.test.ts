import { createEtagged, type Etagged } from '@etagged/core'
import { createMemoryDisk, type MemoryDisk } from '@etagged/core/testing'
import { skipToken } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { item, items } from './endpoints.test-fixture.ts'
import { infinite } from './infinite.ts'
import { openOrigin } from './origin-in-page.test-fixture.ts'
import { preload } from './preload.ts'
import { query } from './query.ts'
import { stuckStore } from './situations/stuck-store.test-fixture.ts'

const ids = Array.from({ length: 70 }, (_, id) => id)
const origin = openOrigin({
  '/items': [{ id: 1, name: 'one' }],
  ...Object.fromEntries(ids.map((id): [string, unknown] => [`/items/${id}`, { id, name: 'it' }])),
})

afterEach(() => void vi.useRealTimers())

function clientOn(disk: MemoryDisk): Etagged {
  return createEtagged({ baseUrl: origin.url, fetch: origin.fetch, store: disk.persistence })
}

async function diskWith(...paths: readonly string[]): Promise<MemoryDisk> {
  const disk = createMemoryDisk()
  const client = clientOn(disk)
  for (const path of paths) await client.json(path)
  await client.close()
  origin.seen.length = 0
  return disk
}

it('memory then has what the disk has, and nobody asks the network', async () => {
  const client = clientOn(await diskWith('/items', '/items/1'))
  const pages = infinite(
    items,
    {},
    { initialPageParam: 0, getNextPageParam: () => 1, page: () => ({}) },
  )
  await preload(client, [pages, query(item, { id: 1 }), query(item, { id: 2 })])
  expect(client.peekMemory('/items')).toBeDefined()
  expect(client.peekMemory('/items/1')).toBeDefined()
  expect(client.peekMemory('/items/2')).toBeUndefined()
  expect(origin.seen).toEqual([])
})

it('the first 60 queries count', async () => {
  const client = clientOn(await diskWith(...ids.map((id) => `/items/${id}`)))
  await preload(
    client,
    ids.map((id) => query(item, { id })),
    { within: 5000 },
  )
  const held = ids.filter((id) => client.peekMemory(`/items/${id}`) !== undefined)
  expect(held).toEqual(ids.slice(0, 60))
})

it('what is no query of etagged, or waits for its parameters, is passed over', async () => {
  const client = clientOn(await diskWith('/items'))
  const theirs = { meta: { etagged: 'mine' } }
  await preload(client, [{}, theirs, query(item, skipToken), query(items, {})])
  expect(client.stats().entries).toBe(1)
})

it.each([
  { says: '50 milliseconds', options: {}, within: 50 },
  { says: 'as long as it is told to', options: { within: 20 }, within: 20 },
])('a disk that does not answer holds the page back for $says', async ({ options, within }) => {
  vi.useFakeTimers()
  const client = createEtagged({ baseUrl: origin.url, fetch: origin.fetch, store: stuckStore() })
  let isDone = false
  async function load(): Promise<void> {
    await preload(client, [query(items, {})], options)
    isDone = true
  }
  void load()
  await vi.advanceTimersByTimeAsync(within - 1)
  expect(isDone).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(isDone).toBe(true)
})

it('a session that ends meanwhile is no reason not to render: it resolves', async () => {
  const client = clientOn(await diskWith('/items'))
  await client.signIn('alice')
  const preloading = preload(client, [query(items, {})])
  void client.signOut()
  await expect(preloading).resolves.toBeUndefined()
})

it('leaves no timer', async () => {
  vi.useFakeTimers()
  const client = createEtagged({ baseUrl: origin.url, fetch: origin.fetch })
  await preload(client, [query(items, {})])
  expect(vi.getTimerCount()).toBe(0)
})
