import { memo } from 'react'
import { Skeleton } from '../status/skeleton.tsx'
import { PAGE_SIZE } from './pages.ts'

/** As high as the page that is on its way, so that nothing moves when it comes. */
export const SkeletonRows = memo(function SkeletonRows() {
  return Array.from({ length: PAGE_SIZE }, (_, row) => (
    <tr key={row} role="row" aria-hidden="true" className="skeleton-row">
      <td role="cell" data-column="star" />
      <td role="cell" data-column="coin">
        <span className="coin-link">
          <span className="coin-mark-skeleton" />
          <Skeleton characters={10 + ((row * 7) % 9)} />
        </span>
      </td>
      <td role="cell" data-column="creator">
        <Skeleton characters={8} />
      </td>
      <td role="cell" data-column="created_timestamp">
        <Skeleton characters={3} />
      </td>
      <td role="cell" data-column="market_cap">
        <Skeleton characters={7} />
      </td>
      <td role="cell" data-column="curve">
        <Skeleton characters={11} />
      </td>
      <td role="cell" data-column="reply_count">
        <Skeleton characters={3} />
      </td>
      <td role="cell" data-column="last_trade_timestamp">
        <Skeleton characters={3} />
      </td>
    </tr>
  ))
})
