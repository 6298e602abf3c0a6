import { createEtagged, type Etagged } from '@etagged/core'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { statsStoreOf } from './stats-store.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function connected(): Etagged {
  const fetch = async (): Promise<Response> => Response.json({}, { headers: { etag: '"1"' } })
  return createEtagged({ baseUrl: 'http://api.test', fetch })
}

it('a client has one store', () => {
  const client = connected()
  expect(statsStoreOf(client)).toBe(statsStoreOf(client))
  expect(statsStoreOf(client)).not.toBe(statsStoreOf(connected()))
})

it('a burst of requests is told once, within a quarter of a second', async () => {
  const client = connected()
  const store = statsStoreOf(client)
  const told = vi.fn()
  store.subscribe(told)
  await vi.advanceTimersByTimeAsync(1000)
  for (let request = 0; request < 20; request++) await client.json('/one')
  expect(told).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(250)
  expect(told).toHaveBeenCalledOnce()
  expect(store.current().requests).toBe(20)
})

it('requests that go on for a second are told at most four times', async () => {
  const client = connected()
  const told = vi.fn()
  statsStoreOf(client).subscribe(told)
  await vi.advanceTimersByTimeAsync(1000)
  for (let passed = 0; passed < 1000; passed += 10) {
    await client.json('/one')
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(told.mock.calls.length).toBeGreaterThanOrEqual(3)
  expect(told.mock.calls.length).toBeLessThanOrEqual(4)
})

it('the figures are the same object until one of them has changed, whoever begins to listen', async () => {
  const client = connected()
  await client.json('/one')
  const store = statsStoreOf(client)
  const told = vi.fn()
  store.subscribe(told)
  await vi.advanceTimersByTimeAsync(1000)
  const figures = store.current()
  store.subscribe(told)
  await client.peek('/one')
  await vi.advanceTimersByTimeAsync(1000)
  expect(store.current()).toBe(figures)
  expect(told).not.toHaveBeenCalled()
})

it('what happened while nobody listened is told to the next who does', async () => {
  const client = connected()
  const store = statsStoreOf(client)
  await client.json('/one')
  const told = vi.fn()
  store.subscribe(told)
  await vi.advanceTimersByTimeAsync(0)
  expect(told).toHaveBeenCalledOnce()
  expect(store.current().requests).toBe(1)
})

it('nobody is told who has left, and no timer is left behind', async () => {
  const client = connected()
  const [told, other] = [vi.fn(), vi.fn()]
  const store = statsStoreOf(client)
  const leaves = [store.subscribe(told), store.subscribe(other)]
  leaves[0]?.()
  await client.json('/one')
  await vi.advanceTimersByTimeAsync(1000)
  expect(told).not.toHaveBeenCalled()
  expect(other).toHaveBeenCalledOnce()
  await client.json('/two')
  leaves[1]?.()
  expect(vi.getTimerCount()).toBe(0)
  await vi.advanceTimersByTimeAsync(1000)
  expect(other).toHaveBeenCalledOnce()
})
