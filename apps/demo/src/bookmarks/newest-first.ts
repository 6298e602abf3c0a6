import type { BookmarkItem } from '@etagged/pumpfun'

/** Latest saved first; what was saved just now has no date yet, and equal dates keep their order. */
export function newestFirst(items: readonly BookmarkItem[]): readonly BookmarkItem[] {
  return items.toReversed().toSorted((one, other) => dateOf(other) - dateOf(one) || 0)
}

function dateOf({ created_at: date }: BookmarkItem): number {
  const instant = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(instant) ? Infinity : instant
}
