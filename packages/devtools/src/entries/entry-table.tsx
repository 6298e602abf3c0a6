'use client'

import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useRef,
} from 'react'
import { rowAfterKey } from '../panel/rows-window.ts'
import { SpacerRow } from '../panel/spacer-row.tsx'
import { useRowsWindow } from '../panel/use-rows-window.ts'
import type { Sorting, SortKey } from './choose-rows.ts'
import { EntryLine } from './entry-line.tsx'
import { entryId, type EntryRow } from './entry-row.ts'
import { urlParts } from './path-of.ts'
import { SortHead } from './sort-head.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

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
  /** The keyboard goes there: it is to be focused. */
  readonly onMove: (index: number) => void
  /** Somebody has focused that one. */
  readonly onFocused: (index: number) => void
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
  const { allRows, sorting, onSort, at, onMove, onFocused, chosen, onChoose } = props
  const { onKey, focusAsked, onSeen } = props
  const rows = allRows()
  const { scroller, onScroll, rows: view, page, scrollTo } = useRowsWindow(rows.length)
  const { first, end, before, after } = view
  const { table, onFocus, onBlur } = useKeptFocus()
  const focused = useRef(focusAsked)
  const shown = rows.slice(first, end)
  const tabbable = Math.min(Math.max(at, first), end - 1)
  const showsOrigin = new Set(shown.map(({ url }) => urlParts(url).origin)).size > 1

  useEffect(() => {
    if (focused.current === focusAsked) return
    const line = table.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)
    if (!line) return
    line.focus({ preventScroll: true })
    focused.current = focusAsked
  })

  useEffect(() => onSeen(rows.slice(first, end)), [onSeen, rows, first, end])

  function onKeyDown(event: KeyboardEvent): void {
    const { target, currentTarget, key } = event
    const index = indexIn(target)
    const isOnTable = target === currentTarget
    // The heads are no rows.
    if ((index < 0 && !isOnTable) || event.ctrlKey || event.metaKey || event.altKey) return
    const next = rowAfterKey(key, isOnTable ? at : index, { count: rows.length, page })
    if (next >= 0) {
      event.preventDefault()
      onMove(next)
      scrollTo(next)
      return
    }
    // A row that is out of sight is not to be acted on.
    const row = rows[index]
    if (row !== undefined) onKey(event, row)
  }

  function onFocusIn(event: FocusEvent): void {
    onFocus()
    onFocused(indexIn(event.target))
  }

  function onClick({ target }: MouseEvent): void {
    const index = indexIn(target)
    if (index >= 0) onChoose(index)
  }

  return (
    <div ref={scroller} className="etd-scroll etd-list" onScroll={onScroll}>
      <table
        ref={table}
        role="grid"
        tabIndex={-1}
        aria-label="Stored responses"
        aria-rowcount={rows.length + 1}
        className="etd-table etd-entries"
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <SortHead key={column.name} {...column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody onFocus={onFocusIn} onBlur={onBlur} onClick={onClick}>
          {/* Of one column: else those that are hidden where it is narrow would take room. */}
          <SpacerRow height={before} />
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
          <SpacerRow height={after} />
        </tbody>
      </table>
    </div>
  )
}

/** In the whole list, of the row in which something has happened; -1: in none. */
function indexIn(target: EventTarget): number {
  const line = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return line === null ? -1 : Number(line.dataset['index'])
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
