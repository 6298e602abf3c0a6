'use client'

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { ROW_HEIGHT, type RowsWindow, scrollTopFor, windowOf } from './rows-window.ts'

/** Where nothing is laid out, as in a test. CSS px. */
const UNKNOWN_HEIGHT = 400

export interface WindowedRows {
  /** For the element that scrolls, of which the table is the only content. */
  readonly scroller: RefObject<HTMLDivElement | null>
  /** For its `onScroll`. */
  readonly onScroll: () => void
  /** `before` and `after` are the heights of spacer rows. */
  readonly rows: RowsWindow
  /** How many rows are seen at once. */
  readonly page: number
  readonly scrollTo: (index: number) => void
}

type Numbered = { readonly id: number }

const noRows: readonly Numbered[] = []

/**
 * Keeps only those rows of a long table in the page that are near to what is seen.
 *
 * @param newestFirst rows that are put above the others as they come, by ids that grow: who has scrolled
 *   down goes on seeing the same ones
 */
export function useRowsWindow(
  count: number,
  newestFirst: readonly Numbered[] = noRows,
): WindowedRows {
  const scroller = useRef<HTMLDivElement>(null)
  const newest = useRef(newestFirst[0]?.id ?? 0)
  const [seen, setSeen] = useState({ scrollTop: 0, height: UNKNOWN_HEIGHT })

  function onScroll(): void {
    const { current } = scroller
    if (current !== null) setSeen((before) => seenAfter(before, current))
  }

  useEffect(() => {
    const { current } = scroller
    if (current === null) return
    const look = (): void => setSeen((before) => seenAfter(before, current))
    look()
    if (typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(look)
    observer.observe(current)
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    const { current } = scroller
    const added = newestFirst.findIndex(({ id }) => id <= newest.current)
    if (current !== null && current.scrollTop > 0 && added > 0) {
      current.scrollTop += added * ROW_HEIGHT
    }
    newest.current = newestFirst[0]?.id ?? 0
  }, [newestFirst])

  return {
    scroller,
    onScroll,
    rows: windowOf({ ...seen, rowHeight: ROW_HEIGHT, count }),
    page: Math.max(1, Math.floor(seen.height / ROW_HEIGHT) - 1),
    scrollTo(index) {
      const { current } = scroller
      if (current === null) return
      const { scrollTop, clientHeight } = current
      const height = clientHeight === 0 ? UNKNOWN_HEIGHT : clientHeight
      current.scrollTop = scrollTopFor(index, { scrollTop, height, rowHeight: ROW_HEIGHT })
      onScroll()
    },
  }
}

type Seen = { readonly scrollTop: number; readonly height: number }

/** The same object as long as the same rows are seen: so that scrolling by a pixel renders nothing. */
function seenAfter(before: Seen, { scrollTop, clientHeight }: HTMLElement): Seen {
  const height = clientHeight === 0 ? UNKNOWN_HEIGHT : clientHeight
  const row = Math.floor(scrollTop / ROW_HEIGHT)
  const isSame = height === before.height && row * ROW_HEIGHT === before.scrollTop
  return isSame ? before : { scrollTop: row * ROW_HEIGHT, height }
}
