/** CSS px of each row of a table that is windowed. */
export const ROW_HEIGHT = 26

/** So many rows are there beyond each edge: who scrolls sees no gap before they are drawn. */
const BEYOND = 6

export interface RowsView {
  /** CSS px by which the rows are scrolled. */
  readonly scrollTop: number
  /** CSS px of them that are seen. */
  readonly height: number
  readonly rowHeight: number
  readonly count: number
}

/** The rows that are in the page: from `first`, counted from 0, to before `end`. */
export interface RowsWindow {
  readonly first: number
  readonly end: number
  /** CSS px of the rows that are left out before and after. */
  readonly before: number
  readonly after: number
}

/** Which of many rows are near to what is seen? Pure. */
export function windowOf({ scrollTop, height, rowHeight, count }: RowsView): RowsWindow {
  const shown = Math.ceil(height / rowHeight)
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight)
  // A list that has become shorter may still be scrolled to where its end was.
  const begin = Math.max(0, Math.min(top, count - shown))
  const first = Math.max(0, begin - BEYOND)
  const end = Math.min(count, begin + shown + BEYOND)
  return { first, end, before: first * rowHeight, after: (count - end) * rowHeight }
}

/** How far to scroll so that a row is seen, below a head of this height that stays? Pure. */
export function scrollTopFor(
  index: number,
  { scrollTop, height, rowHeight }: Pick<RowsView, 'scrollTop' | 'height' | 'rowHeight'>,
  headHeight: number = rowHeight,
): number {
  const top = index * rowHeight
  const bottom = top + rowHeight + headHeight - height
  return Math.max(0, Math.min(top, Math.max(scrollTop, bottom)))
}

/** Where a key leads from the row at this place; -1: nowhere. With no row yet, to the first or the last. */
export function rowAfterKey(
  key: string,
  at: number,
  { count, page }: { readonly count: number; readonly page: number },
): number {
  const last = count - 1
  const to: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? last : at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: last,
  }
  const next = to[key]
  return next === undefined ? -1 : Math.min(last, Math.max(0, next))
}
