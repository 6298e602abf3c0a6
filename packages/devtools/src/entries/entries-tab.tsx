'use client'

import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useState } from 'react'
import { copyAsFetch } from '../panel/copy-as-fetch.ts'
import { useBeat, usePanel } from '../panel/panel-context.ts'
import { SESSION_ENDED } from '../panel/session-ended.ts'
import { useCopy } from '../panel/use-copy.ts'
import { useGeneration } from '../panel/use-session.ts'
import { allWanted, createChooser, type Sorting, type SortKey } from './choose-rows.ts'
import { act, type EntryAction } from './entry-actions.ts'
import { EntryBody } from './entry-body.tsx'
import { EntryDetail } from './entry-detail.tsx'
import { bodyId, entryId, type EntryRow, isSameKey, isSameRow } from './entry-row.ts'
import { EntryTable } from './entry-table.tsx'
import { FilterBar } from './filter-bar.tsx'
import { NoEntries } from './no-entries.tsx'
import { useDiskListing } from './use-disk-listing.ts'
import { useHeldRows } from './use-held-rows.ts'

/** What is stored, for whom, how fresh it is, and where. */
export function EntriesTab(): ReactNode {
  // What was shown, opened or typed in a former session goes with it.
  return <Entries key={useGeneration()} />
}

function Entries(): ReactNode {
  useBeat()
  const { recording, say } = usePanel()
  const copyText = useCopy('open its details to copy by hand')
  const listing = useDiskListing()
  const { rows: held, lookNow } = useHeldRows(listing)
  const [choose] = useState(createChooser)
  const [wanted, setWanted] = useState(allWanted)
  const [sorting, setSorting] = useState<Sorting>({ by: 'path', isDescending: false })
  const rows = useMemo(() => choose(held, wanted, sorting), [choose, held, wanted, sorting])
  const [active, setActive] = useState<{ readonly row: EntryRow; readonly index: number }>()
  const [open, setOpen] = useState<{ readonly row: EntryRow; readonly hasBody: boolean }>()
  const [focusAsked, setFocusAsked] = useState(0)
  const at = placeOf(active, rows)
  const detailed = open && held.find((row) => isSameRow(row, open.row))

  const onSeen = useCallback(
    (seen: readonly EntryRow[]) => listing.read(seen.filter(({ inMemory }) => !inMemory)),
    [listing],
  )

  function focus(): void {
    setFocusAsked((asked) => asked + 1)
  }

  function show(index: number): void {
    const row = rows[index]
    if (row === undefined) return
    setActive({ row, index })
    setOpen({ row, hasBody: false })
  }

  function close(): void {
    setOpen(undefined)
    focus()
  }

  async function perform(action: EntryAction, row: EntryRow): Promise<void> {
    say(`${GERUNDS[action]}…`)
    const { generation } = recording.client.session
    const told = await act(recording.client, action, row, variantsOf(row))
    // Its URL is a former user's, and no longer told.
    if (generation !== recording.client.session.generation) return say(SESSION_ENDED)
    await listing.ask()
    if (generation !== recording.client.session.generation) return say(SESSION_ENDED)
    // The focus was on what is gone, and goes to what is there then.
    lookNow()
    if (action === 'remove') focus()
    say(told)
    recording.pulse.quicken()
  }

  function variantsOf(row: EntryRow): number {
    return held.filter((other) => isSameKey(other, row)).length
  }

  function codeOf({ url, credentials }: EntryRow): string {
    const { user } = recording.client.session
    return copyAsFetch({ method: 'GET', url, credentials, user })
  }

  function toggleBody(row: EntryRow): void {
    const isOpen = open !== undefined && isSameRow(open.row, row)
    setOpen({ row, hasBody: !(isOpen && open.hasBody) })
  }

  function onKey(event: KeyboardEvent, row: EntryRow): void {
    const deed = {
      Enter: () => show(rows.indexOf(row)),
      ' ': () => show(rows.indexOf(row)),
      v: () => void perform('validate', row),
      i: () => void perform('invalidate', row),
      Delete: () => void perform('remove', row),
      c: () => void copyText(codeOf(row), 'a call of fetch'),
      b: () => toggleBody(row),
      // Without details it is the panel's.
      Escape: detailed && close,
    }[event.key]
    if (deed === undefined) return
    event.preventDefault()
    deed()
  }

  function sort(by: SortKey): void {
    const isDescending = sorting.by === by ? !sorting.isDescending : by !== 'path' && by !== 'state'
    setSorting({ by, isDescending })
  }

  return (
    <div className="etd-entry-split">
      <div className="etd-main">
        <FilterBar wanted={wanted} onWant={setWanted} all={held.length} shown={rows.length} />
        {rows.length === 0 ? (
          <NoEntries areHidden={held.length > 0} onShowAll={() => setWanted(allWanted)} />
        ) : (
          <EntryTable
            allRows={() => rows}
            sorting={sorting}
            onSort={sort}
            at={at}
            onMove={(index) => {
              setActive(rowAt(rows, index))
              focus()
            }}
            onFocused={(index) => setActive(rowAt(rows, index))}
            chosen={detailed === undefined ? -1 : rows.findIndex((row) => isSameRow(row, detailed))}
            onChoose={show}
            onKey={onKey}
            focusAsked={focusAsked}
            onSeen={onSeen}
          />
        )}
      </div>
      {open && detailed && (
        <EntryDetail
          key={entryId(detailed)}
          row={detailed}
          onAct={(action) => void perform(action, detailed)}
          toCopy={() => codeOf(detailed)}
          isBodyShown={open.hasBody}
          onToggleBody={() => toggleBody(detailed)}
          onClose={close}
          body={
            open.hasBody && (
              <EntryBody key={bodyId(detailed)} row={detailed} variants={variantsOf(detailed)} />
            )
          }
        />
      )}
    </div>
  )
}

const GERUNDS = { validate: 'Validating', invalidate: 'Invalidating', remove: 'Removing' } as const

function rowAt(
  rows: readonly EntryRow[],
  index: number,
): { readonly row: EntryRow; readonly index: number } | undefined {
  const row = rows[index]
  return row === undefined ? undefined : { row, index }
}

/** Where the keyboard is: on its row, or where that was. */
function placeOf(active: ReturnType<typeof rowAt>, rows: readonly EntryRow[]): number {
  if (active === undefined) return 0
  const place = rows.findIndex((row) => isSameRow(row, active.row))
  return place < 0 ? Math.min(active.index, rows.length - 1) : place
}
