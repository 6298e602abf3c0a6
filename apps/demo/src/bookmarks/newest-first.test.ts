import { expect, it } from 'vitest'
import { newestFirst } from './newest-first.ts'

const item = (item_id: string, created_at?: string) =>
  created_at === undefined ? { item_id } : { item_id, created_at }

const SAME = '2026-11-20T00:00:00.000Z'

it.each([
  ['by when they were saved', [item('a', '2026-01-01'), item('b', '2026-03-01')], ['b', 'a']],
  ['with those of now first', [item('a'), item('b', '2026-03-01'), item('c')], ['c', 'a', 'b']],
  ['by their place, when saved at once', [item('a', SAME), item('b', SAME)], ['b', 'a']],
  [
    'with an unreadable date as one of now',
    [item('a', 'soon'), item('b', '2026-03-01')],
    ['a', 'b'],
  ],
])('Bookmarks are ordered %s', (_, items, expected) => {
  expect(newestFirst(items).map(({ item_id }) => item_id)).toEqual(expected)
})
