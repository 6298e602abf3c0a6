import { useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import {
  type BoardView,
  DEFAULT_VIEW,
  formatBoardSearch,
  sortedBy,
} from '../router/board-search.ts'
import './board.css'
import { BoardStatus } from './board-status.tsx'
import { CoinTable } from './coin-table.tsx'
import { GraduationFilter } from './graduation-filter.tsx'
import { createNearPages } from './near-pages.ts'
import { SearchField } from './search-field.tsx'

interface CoinBoardProps {
  readonly view: BoardView
  /** Names the entry of the browser's history. */
  readonly entry: string
}

/** All coins, as the URL wants them. */
export function CoinBoard({ view, entry }: CoinBoardProps) {
  const [near] = useState(createNearPages)
  const { sort, order, q, graduated } = view
  const show = useShow()
  const search = useCallback(
    (typed: string) => show({ sort, order, graduated, q: typed }, { replace: true }),
    [show, sort, order, graduated],
  )
  const board = useRef<HTMLElement>(null)
  const isRestricted = q !== '' || graduated !== undefined

  function clear(): void {
    show({ ...DEFAULT_VIEW, sort, order })
    // The button with the focus goes away.
    board.current?.focus({ preventScroll: true })
  }

  return (
    <section ref={board} className="board" tabIndex={-1} aria-labelledby="board-title">
      <header className="board-head">
        <h1 id="board-title">Coins</h1>
        <SearchField q={q} onSearch={search} />
        <GraduationFilter
          graduated={graduated}
          onChoose={(chosen) => show({ ...view, graduated: chosen })}
        />
        {isRestricted && (
          <button type="button" className="button clear" data-kind="quiet" onClick={clear}>
            <X size={15} aria-hidden="true" />
            <span>Clear</span>
          </button>
        )}
        <BoardStatus view={view} near={near} />
      </header>
      <CoinTable
        view={view}
        entry={entry}
        near={near}
        onSort={(column) => show(sortedBy(view, column))}
        onClear={clear}
      />
    </section>
  )
}

/** Puts a view into the URL. */
function useShow(): (view: BoardView, options?: { readonly replace: boolean }) => void {
  const navigate = useNavigate()
  return useCallback(
    (view, options) => void navigate({ to: '/', search: formatBoardSearch(view), ...options }),
    [navigate],
  )
}
