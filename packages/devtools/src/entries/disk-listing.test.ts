import { createEtagged, type Etagged } from '@etagged/core'
import { createMemoryDisk, type MemoryDisk } from '@etagged/core/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createDiskListing } from './disk-listing.ts'

let disk: MemoryDisk

const now = (): number => Date.now() / 1000

beforeEach(() => {
  vi.useFakeTimers()
  disk = createMemoryDisk()
})

afterEach(() => {
  vi.useRealTimers()
})

function aClient(): Etagged {
  return createEtagged({
    baseUrl: 'http://api.test',
    store: disk.persistence,
    tabs: false,
    fetch: async () =>
      Response.json({ a: 1 }, { headers: { etag: '"1"', 'cache-control': 'max-age=60' } }),
  })
}

function asked(method: string): number {
  return disk.calls.filter((call) => call.method === method).length
}

it('asks when it starts, and afterwards only when something has happened, once a second at most', async () => {
  const client = aClient()
  await client.json('/a')
  await client.idle()
  const listing = createDiskListing(client, now, () => undefined)
  const stop = listing.start()
  await vi.advanceTimersByTimeAsync(0)
  expect([...listing.keys().keys()]).toEqual(['http://api.test/a'])
  const first = asked('keys')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked('keys')).toBe(first)
  for (let at = 0; at < 20; at++) {
    await client.json(`/${at}`)
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(asked('keys') - first).toBeLessThanOrEqual(3)
  await vi.advanceTimersByTimeAsync(3000)
  expect(listing.keys().size).toBe(21)
  await client.json('/a')
  await vi.advanceTimersByTimeAsync(3000)
  const last = asked('keys')
  await client.json('/a')
  await vi.advanceTimersByTimeAsync(3000)
  expect(asked('keys')).toBe(last)
  stop()
  await client.json('/b')
  await vi.advanceTimersByTimeAsync(3000)
  expect(asked('keys')).toBe(last)
  expect(listing.keys().size).toBe(0)
})

it('reads a key once, a few at a time, and again when it has changed', async () => {
  const writer = aClient()
  await Promise.all(Array.from({ length: 10 }, async (_, at) => writer.json(`/${at}`)))
  await writer.idle()
  const client = aClient()
  await client.json('/other')
  const listing = createDiskListing(client, now, () => undefined)
  listing.start()
  await vi.advanceTimersByTimeAsync(0)
  const entries = [...listing.keys().values()].flat().filter(({ url }) => !url.endsWith('other'))
  expect(entries).toHaveLength(10)
  const before = asked('get')
  listing.read(entries)
  expect(listing.detailsOf(entries[0] ?? fail())).toBeUndefined()
  await vi.advanceTimersByTimeAsync(0)
  listing.read(entries)
  await vi.advanceTimersByTimeAsync(0)
  expect(asked('get') - before).toBe(10)
  await vi.advanceTimersByTimeAsync(5000)
  const [read] = listing.detailsOf(entries[0] ?? fail()) ?? []
  expect(read).toMatchObject({ etag: '"1"', isFresh: true })
  expect(read?.ttl).toBeLessThanOrEqual(55)
  expect(client.entries().map(({ url }) => url)).toEqual(['http://api.test/other'])
  await client.invalidate({ url: '/0' })
  listing.read(entries)
  await vi.advanceTimersByTimeAsync(0)
  expect(listing.detailsOf(entries[0] ?? fail())).toMatchObject([{ invalidated: true }])
})

it('ages what was read by the clock of the cache', async () => {
  const client = aClient()
  await client.json('/a')
  await client.idle()
  let instant = 1000
  const listing = createDiskListing(
    client,
    () => instant,
    () => undefined,
  )
  listing.start()
  await vi.advanceTimersByTimeAsync(0)
  const [entry] = [...listing.keys().values()].flat()
  listing.read([entry ?? fail()])
  await vi.advanceTimersByTimeAsync(0)
  instant += 3600
  const [read] = listing.detailsOf(entry ?? fail()) ?? []
  expect(read).toMatchObject({ isFresh: false })
  expect(read?.ttl).toBeLessThanOrEqual(60 - 3600)
  instant -= 7200
  expect(listing.detailsOf(entry ?? fail())?.[0]?.age).toBeGreaterThanOrEqual(0)
})

it('forgets everything at once when the session changes', async () => {
  const client = aClient()
  await client.signIn('ada')
  await client.json('/a')
  await client.idle()
  const listing = createDiskListing(client, now, () => undefined)
  listing.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(listing.keys().size).toBe(1)
  const leaving = client.signOut()
  expect(listing.keys().size).toBe(0)
  await leaving
  await vi.advanceTimersByTimeAsync(3000)
  expect(listing.keys().size).toBe(0)
})

function fail(): never {
  throw new Error('There is no such entry')
}
