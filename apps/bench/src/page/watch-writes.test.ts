import 'fake-indexeddb/auto'
import { createStore, get, set, update } from 'idb-keyval'
import { afterEach, expect, it, vi } from 'vitest'
import { sizeOf, watchWrites } from './watch-writes.ts'

it.each([
  { value: undefined, size: 0 },
  { value: ['etag', 1], size: 10 },
  { value: 'ä', size: 4 },
  { value: new Uint8Array(100), size: 102 },
])('$value takes $size bytes', ({ value, size }) => {
  expect(sizeOf(value)).toBe(size)
})

afterEach(() => vi.restoreAllMocks())

it('the clock starts when a transaction is asked for, and not at its first put', async () => {
  const store = createStore('watched', 'rows')
  await set('row', 1, store)
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const watch = watchWrites()
  const writing = update<number>(
    'row',
    (former = 0) => {
      now = 5
      return former + 1
    },
    store,
  )
  expect(await watch.take()).toEqual({ bytes: 6, elapsed: 5 })
  await writing
  watch.stop()
})

it('a transaction that only reads is no write', async () => {
  const store = createStore('read', 'rows')
  await set('row', 1, store)
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const watch = watchWrites()
  await get('row', store)
  now = 3
  const writing = set('row', 2, store)
  expect(await watch.take()).toEqual({ bytes: 6, elapsed: 0 })
  await writing
  watch.stop()
})
