import type { Bookmarks } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { newestFirst, withWish, withWishes } from './bookmark-changes.ts'

const item = (item_id: string, created_at?: string) =>
  created_at === undefined ? { item_id } : { item_id, created_at }

const list: Bookmarks = {
  id: 'id',
  user_id: 'user',
  name: 'Watchlist',
  items: [item('a', '2026-11-20T00:00:00.000Z'), item('b', '2026-11-20T00:00:00.000Z')],
}
const mints = ({ items }: Pick<Bookmarks, 'items'>): readonly string[] =>
  items.map(({ item_id }) => item_id)

describe('A wish', () => {
  it('to save adds a coin, and to forget takes it away', () => {
    const saved = withWish(list, { mint: 'c', isSaved: true })
    expect(mints(saved)).toEqual(['a', 'b', 'c'])
    expect(mints(withWish(saved, { mint: 'a', isSaved: false }))).toEqual(['b', 'c'])
  })

  it('that is true already leaves the very same list', () => {
    expect(withWish(list, { mint: 'a', isSaved: true })).toBe(list)
    expect(withWish(list, { mint: 'z', isSaved: false })).toBe(list)
    expect(withWishes(list, [])).toBe(list)
  })

  it('counts more than an earlier one', () => {
    const wishes = [
      { mint: 'c', isSaved: true },
      { mint: 'a', isSaved: false },
      { mint: 'c', isSaved: false },
    ]
    expect(mints(withWishes(list, wishes))).toEqual(['b'])
  })
})

describe('Bookmarks are ordered', () => {
  it.each([
    ['by when they were saved', [item('a', '2026-01-01'), item('b', '2026-03-01')], ['b', 'a']],
    ['with those of now first', [item('a'), item('b', '2026-03-01'), item('c')], ['c', 'a', 'b']],
    ['by their place, when saved at once', list.items, ['b', 'a']],
    [
      'with an unreadable date as one of now',
      [item('a', 'soon'), item('b', '2026-03-01')],
      ['a', 'b'],
    ],
  ])('%s', (_, items, expected) => {
    expect(mints({ items: newestFirst(items) })).toEqual(expected)
  })
})
