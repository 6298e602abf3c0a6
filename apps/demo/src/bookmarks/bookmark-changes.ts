import type { BookmarkItem, Bookmarks } from '@etagged/pumpfun'

/** What a user wants of a coin. */
export interface Wish {
  readonly mint: string
  readonly isSaved: boolean
}

/** The list as it is once a wish has come true; the same list when it is true already. */
export function withWish(list: Bookmarks, { mint, isSaved }: Wish): Bookmarks {
  if (list.items.some(({ item_id }) => item_id === mint) === isSaved) return list
  const items = isSaved
    ? [...list.items, { item_id: mint }]
    : list.items.filter(({ item_id }) => item_id !== mint)
  return { ...list, items }
}

/** The list as its user sees it: with all wishes that the API has not confirmed, in their order. */
export function withWishes(list: Bookmarks, wishes: readonly Wish[]): Bookmarks {
  return wishes.reduce(withWish, list)
}

/** Latest saved first; what was saved just now has no date yet, and equal dates keep their order. */
export function newestFirst(items: readonly BookmarkItem[]): readonly BookmarkItem[] {
  return items.toReversed().toSorted((one, other) => dateOf(other) - dateOf(one) || 0)
}

function dateOf({ created_at: date }: BookmarkItem): number {
  const instant = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(instant) ? Infinity : instant
}
