import type { BoardSort, BoardView } from '../router/board-search.ts'
import { CoinPage } from './coin-page.tsx'
import { ColumnHead } from './column-head.tsx'
import { ListTail } from './list-tail.tsx'
import type { NearPages } from './near-pages.ts'
import './coin-table.css'
import './coin-rows.css'
import './coin-table-narrow.css'
import { useOpenedPages } from './use-opened-pages.ts'

interface CoinTableProps {
  readonly view: BoardView
  /** Names the entry of the browser's history. */
  readonly entry: string
  readonly near: NearPages
  readonly onSort: (sort: BoardSort) => void
  readonly onClear: () => void
}

/** The list, as far as it has been scrolled. */
export function CoinTable({ view, entry, near, onSort, onClear }: CoinTableProps) {
  const { pages, restored, openNext } = useOpenedPages(entry)
  const head = { view, onSort }
  return (
    <>
      <table role="table" className="coins" data-sort={view.sort} aria-labelledby="board-title">
        <thead role="rowgroup">
          <tr role="row">
            <ColumnHead column="star" text="Bookmarked" isHidden />
            <ColumnHead column="coin" text="Coin" />
            <ColumnHead column="creator" text="Creator" />
            <ColumnHead column="created_timestamp" text="Age" {...head} />
            <ColumnHead column="market_cap" text="Market cap" {...head} />
            <ColumnHead column="curve" text="Curve sold" />
            <ColumnHead column="reply_count" text="Replies" {...head} />
            <ColumnHead column="last_trade_timestamp" text="Last trade" {...head} />
          </tr>
        </thead>
        {Array.from({ length: pages }, (_, page) => (
          <CoinPage
            key={page}
            view={view}
            page={page}
            isNearAtFirst={restored === 1 || page >= restored}
            near={near}
            onClear={onClear}
          />
        ))}
      </table>
      <ListTail view={view} pages={pages} onMore={openNext} />
    </>
  )
}
