'use client'

import { type KeyboardEvent, type MouseEvent, type ReactNode, useId } from 'react'
import { rowAfterKey } from '../panel/rows-window.ts'
import { SpacerRow } from '../panel/spacer-row.tsx'
import { useRowsWindow } from '../panel/use-rows-window.ts'
import type { RequestRow } from '../recording/request-row.ts'
import { RequestLine } from './request-line.tsx'

interface RequestsTableProps {
  /**
   * A function, since React's development build compares what props hold, and tells its performance track:
   * of hundreds of rows that takes longer than to show them.
   */
  readonly allRows: () => readonly RequestRow[]
  readonly now: number
  /** Of the row that is chosen. */
  readonly chosen: number | undefined
  readonly onChoose: (id: number) => void
  readonly onOpen: (id: number) => void
}

/** Requests, newest first. The table has the focus, and says which row is active: rows come and go. */
export function RequestsTable(props: RequestsTableProps): ReactNode {
  const { allRows, now, chosen, onChoose, onOpen } = props
  const rows = allRows()
  const id = useId()
  const { scroller, onScroll, rows: shown, page, scrollTo } = useRowsWindow(rows.length, rows)
  const at = chosen === undefined ? -1 : rows.findIndex((row) => row.id === chosen)

  function onKeyDown(event: KeyboardEvent): void {
    const active = rows[at]
    if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault()
      onOpen(active.id)
      return
    }
    const to = rowAfterKey(event.key, at, { count: rows.length, page })
    const next = rows[to]
    if (next === undefined) return
    event.preventDefault()
    onChoose(next.id)
    scrollTo(to)
  }

  function onClick({ target }: MouseEvent): void {
    const line = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
    if (line !== null) onOpen(Number(line.dataset['row']))
  }

  const isActiveShown = at >= shown.first && at < shown.end
  return (
    <div ref={scroller} className="etd-scroll" onScroll={onScroll}>
      <table
        role="grid"
        className="etd-table etd-requests"
        aria-label="Requests, newest first"
        aria-rowcount={rows.length + 1}
        aria-activedescendant={isActiveShown ? `${id}-${chosen}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="etd-col-method">
              Method
            </th>
            <th scope="col">Request</th>
            <th scope="col" className="etd-size">
              Size
            </th>
            <th scope="col" className="etd-col-outcome">
              Outcome
            </th>
            <th scope="col" className="etd-col-because">
              Because
            </th>
            <th scope="col" className="etd-time">
              Time
            </th>
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={shown.before} />
          {rows.slice(shown.first, shown.end).map((row, index) => (
            <RequestLine
              key={row.id}
              id={`${id}-${row.id}`}
              rowIndex={shown.first + index + 2}
              row={row}
              isChosen={row.id === chosen}
              now={row.end === undefined ? now : 0}
            />
          ))}
          <SpacerRow height={shown.after} />
        </tbody>
      </table>
    </div>
  )
}
