'use client'

import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { rowAfterKey } from '../panel/rows-window.ts'
import { SpacerRow } from '../panel/spacer-row.tsx'
import { useRowsWindow } from '../panel/use-rows-window.ts'
import type { Sorting, SortKey } from './choose-rows.ts'
import { EntryLine } from './entry-line.tsx'
import { entryId, type EntryRow } from './entry-row.ts'
import { urlParts } from './path-of.ts'
import { SortHead } from './sort-head.tsx'

interface EntryTableProps {
  /**
   * A function, since React's development build compares what props hold, and tells its performance track:
   * of thousands of rows that takes longer than to show them.
   */
  readonly allRows: () => readonly EntryRow[]
  readonly sorting: Sorting
  readonly onSort: (by: SortKey) => void
  /** Which one the keyboard is on. */
  readonly at: number
  readonly onMove: (index: number) => void
  readonly chosen: number
  readonly onChoose: (index: number) => void
  /** A key that means none of the above. */
  readonly onKey: (event: KeyboardEvent, row: EntryRow) => void
  /** Another number: the row that the keyboard is on gets the focus, once it is in the page. */
  readonly focusAsked: number
  /** Hears of the rows that are in the page whenever they are others, or a beat has come. */
  readonly onSeen: (rows: readonly EntryRow[]) => void
}

/** The stored responses, of which those near to what is seen are in the page. */
export function EntryTable(props: EntryTableProps): ReactNode {
  const { allRows, sorting, onSort, at, onMove, chosen, onChoose, onKey, focusAsked, onSeen } =
    props
  const rows = allRows()
  const { scroller, onScroll, rows: view, page, scrollTo } = useRowsWindow(rows.length)
  const { first, end, before, after } = view
  const body = useRef<HTMLTableSectionElement>(null)
  const focused = useRef(focusAsked)
  const shown = rows.slice(first, end)
  const tabbable = Math.min(Math.max(at, first), end - 1)
  const showsOrigin = new Set(shown.map(({ url }) => urlParts(url).origin)).size > 1

  useEffect(() => {
    if (focused.current === focusAsked) return
    const line = body.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)
    if (!line) return
    line.focus({ preventScroll: true })
    focused.current = focusAsked
  })

  useEffect(() => onSeen(rows.slice(first, end)), [onSeen, rows, first, end])

  function onKeyDown(event: KeyboardEvent): void {
    const row = rows[at]
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const next = rowAfterKey(event.key, at, { count: rows.length, page })
    if (next < 0) return onKey(event, row)
    event.preventDefault()
    onMove(next)
    scrollTo(next)
  }

  function onClick({ target }: MouseEvent): void {
    const line = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
    if (line !== null) onChoose(Number(line.dataset['index']))
  }

  return (
    <div ref={scroller} className="etd-scroll etd-list" onScroll={onScroll}>
      <table
        role="grid"
        aria-label="Stored responses"
        aria-rowcount={rows.length + 1}
        className="etd-table etd-entries"
      >
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <SortHead key={column.name} {...column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown} onClick={onClick}>
          {/* Of one column: else those that are hidden where it is narrow would take room. */}
          <SpacerRow height={before} columns={1} />
          {shown.map((row, offset) => (
            <EntryLine
              key={entryId(row)}
              row={row}
              index={first + offset}
              isChosen={first + offset === chosen}
              isTabbable={first + offset === tabbable}
              showsOrigin={showsOrigin}
            />
          ))}
          <SpacerRow height={after} columns={1} />
        </tbody>
      </table>
    </div>
  )
}

interface Column {
  readonly name: string
  readonly title: string
  readonly by?: SortKey
  readonly isNumber?: boolean
}

const COLUMNS: readonly Column[] = [
  { name: 'path', title: 'Path', by: 'path' },
  { name: 'state', title: 'State', by: 'state' },
  { name: 'etag', title: 'ETag' },
  { name: 'age', title: 'Age / lifetime', by: 'age', isNumber: true },
  { name: 'size', title: 'Size', by: 'size', isNumber: true },
  { name: 'hits', title: 'Hits', by: 'hits', isNumber: true },
  { name: 'validated', title: '304s', by: 'validated', isNumber: true },
  { name: 'tier', title: 'Where', by: 'tier' },
  { name: 'tags', title: 'Tags' },
]
