'use client'

import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { countText } from '../panel/figures.ts'
import { useBeat, usePanel } from '../panel/panel-context.ts'
import { useGeneration } from '../panel/use-session.ts'
import { MOST_ROWS } from '../recording/request-log.ts'
import type { RequestRow } from '../recording/request-row.ts'
import { filterRows, type RowsFilter } from './filter-rows.ts'
import { RequestDetail } from './request-detail.tsx'
import { RequestsBar } from './requests-bar.tsx'
import { RequestsTable } from './requests-table.tsx'

const noFilter: RowsFilter = { text: '', groups: new Set() }

/** The last requests: what each was answered with, and why. */
export function RequestsTab(): ReactNode {
  // What was paused, chosen or typed may tell of the former user.
  return <Requests key={useGeneration()} />
}

function Requests(): ReactNode {
  useBeat()
  const { recording, say } = usePanel()
  const { requests, clearRequests } = recording
  const [filter, setFilter] = useState(noFilter)
  /** Rows that are shown while others come. */
  const [frozen, setFrozen] = useState<readonly RequestRow[]>()
  const [chosen, setChosen] = useState<number>()
  const [isOpen, setOpen] = useState(false)
  const list = useRef<HTMLDivElement>(null)

  const all = frozen ?? requests.rows()
  const rows = filterRows(all, filter)
  const detailed = isOpen ? all.find(({ id }) => id === chosen) : undefined
  const now = recording.now()

  function open(id: number): void {
    setChosen(id)
    setOpen(true)
  }

  function close(): void {
    setOpen(false)
    list.current?.querySelector('table')?.focus()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || detailed === undefined) return
    // Else the panel itself would close.
    event.preventDefault()
    close()
  }

  function pause(): void {
    say(frozen ? 'Going on' : 'Paused: what is shown stays, and recording goes on')
    setFrozen(frozen ? undefined : all)
  }

  function clear(): void {
    clearRequests()
    setFrozen(undefined)
    setOpen(false)
    say('Cleared')
  }

  return (
    <>
      <RequestsBar
        filter={filter}
        onFilter={setFilter}
        isPaused={frozen !== undefined}
        onPause={pause}
        onClear={clear}
        count={countOf(all, rows)}
      />
      {rows.length === 0 ? (
        <NoRows isFiltered={all.length > 0} onShowAll={() => setFilter(noFilter)} />
      ) : (
        <div className="etd-split" onKeyDown={onKeyDown}>
          <div ref={list} className="etd-list">
            <RequestsTable
              allRows={() => rows}
              now={now}
              chosen={chosen}
              onChoose={setChosen}
              onOpen={open}
            />
          </div>
          {detailed && <RequestDetail key={detailed.id} row={detailed} now={now} onClose={close} />}
        </div>
      )}
    </>
  )
}

function countOf(all: readonly RequestRow[], rows: readonly RequestRow[]): string {
  if (rows.length < all.length) return `${rows.length} of ${countText(all.length, 'request')}`
  return all.length === MOST_ROWS ? `the last ${MOST_ROWS}` : countText(all.length, 'request')
}

interface NoRowsProps {
  readonly isFiltered: boolean
  readonly onShowAll: () => void
}

function NoRows({ isFiltered, onShowAll }: NoRowsProps): ReactNode {
  if (isFiltered) {
    return (
      <div className="etd-empty">
        <h3>No request has all of this</h3>
        <p className="etd-actions">
          The filter hides all of them.
          <button type="button" className="etd-button" onClick={onShowAll}>
            Show all
          </button>
        </p>
      </div>
    )
  }
  return (
    <div className="etd-empty">
      <h3>Nothing asked yet</h3>
      <p>
        Make the page ask for something by <code>etagged.fetch</code>, <code>etagged.json</code> or
        a query. Each request is a row here: where its answer came from (<code>(memory)</code>,{' '}
        <code>(disk)</code>, <code>304</code>, or the bytes that came), why, by which clause of RFC
        9111, and how long it took. What happened before the panel was first rendered is here if{' '}
        <code>record(client)</code> was called.
      </p>
    </div>
  )
}
