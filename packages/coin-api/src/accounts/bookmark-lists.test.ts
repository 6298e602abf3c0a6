import { expect, it } from 'vitest'
import { createMarket } from '../market/market.ts'
import { aTextStorage } from '../storage/text-storage.test-fixture.ts'
import { createBookmarkLists, MOST_BOOKMARKS } from './bookmark-lists.ts'

const clock = () => Date.UTC(2026, 10, 20)
const market = createMarket({ clock, tradesPerSecond: 0 })
const [mint = ''] = market.idle
const mintsOf = (lists: ReturnType<typeof createBookmarkLists>, address: string) =>
  lists.of(address).items.map(({ item_id }) => item_id)

it('begins the same for an address each time, and forgets what was saved without a storage', () => {
  const [one, other] = [createBookmarkLists(market, clock), createBookmarkLists(market, clock)]
  expect(one.of('a')).toEqual(other.of('a'))
  one.add('a', mint)
  expect(mintsOf(one, 'a')).toContain(mint)
  expect(mintsOf(other, 'a')).not.toContain(mint)
})

it('has what was saved and removed in the storage, in the next page and in another tab', () => {
  const storage = aTextStorage()
  const lists = () => createBookmarkLists(market, clock, storage)
  const [page, tab] = [lists(), lists()]
  const [first = ''] = mintsOf(page, 'a')
  page.add('a', mint)
  tab.remove('a', first)
  expect(mintsOf(page, 'a')).toEqual(mintsOf(lists(), 'a'))
  expect(mintsOf(page, 'a')).toContain(mint)
  expect(mintsOf(page, 'a')).not.toContain(first)
  expect(mintsOf(page, 'b')).not.toContain(mint)
})

it('has room for so many coins', () => {
  const lists = createBookmarkLists(market, clock)
  const room = MOST_BOOKMARKS - mintsOf(lists, 'a').length
  const saved = Array.from({ length: room }, (_, number) => lists.add('a', `coin ${number}`))
  expect(saved).not.toContain(undefined)
  expect(lists.add('a', 'one more')).toBeUndefined()
  expect(lists.add('a', 'coin 0')).toEqual(saved[0])
  lists.remove('a', 'coin 0')
  expect(lists.add('a', 'one more')).toMatchObject({ item_id: 'one more' })
  expect(mintsOf(lists, 'a')).toHaveLength(MOST_BOOKMARKS)
})

it('begins anew when the storage has what is no list', () => {
  const storage = aTextStorage()
  const before = createBookmarkLists(market, clock, storage).of('a')
  for (const name of storage.rows.keys()) storage.rows.set(name, '{"items":[{}]}')
  expect(createBookmarkLists(market, clock, storage).of('a')).toEqual(before)
})
