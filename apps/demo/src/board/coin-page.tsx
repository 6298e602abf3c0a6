import { useCoins } from '@etagged/react'
import { keepPreviousData } from '@tanstack/react-query'
import { CloudOff, SearchX } from 'lucide-react'
import { useRef, useState } from 'react'
import { countRender } from '../activity/render-counts.ts'
import type { BoardView } from '../router/board-search.ts'
import { explainError } from '../status/explain-error.ts'
import { Notice } from '../status/notice.tsx'
import { CoinRow } from './coin-row.tsx'
import type { NearPages } from './near-pages.ts'
import { pageParams } from './pages.ts'
import { SkeletonRows } from './skeleton-rows.tsx'
import { useIntersection } from './use-intersection.ts'

interface CoinPageProps {
  readonly view: BoardView
  /** The first is 0. */
  readonly page: number
  /** One that comes back with the history may be far away: it asks nothing until it is near. */
  readonly isNearAtFirst: boolean
  readonly near: NearPages
  /** What to do when the list has no coin at all. */
  readonly onClear: () => void
}

/** Fifty rows with a query, and so an ETag, of their own. */
export function CoinPage({ view, page, isNearAtFirst, near, onClear }: CoinPageProps) {
  const [wasNear, setWasNear] = useState(isNearAtFirst)
  const body = useRef<HTMLTableSectionElement>(null)
  useIntersection(body, '50% 0px', (isNear) => {
    near.set(page, isNear)
    if (isNear && !wasNear) setWasNear(true)
  })
  // The API counts requests: only what is in sight is asked for again by itself.
  const isNear = (): boolean => near.current().includes(page)
  const { data, error, isPlaceholderData, refetch } = useCoins(pageParams(view, page), {
    enabled: wasNear,
    refetchOnWindowFocus: isNear,
    refetchOnReconnect: isNear,
    ...(page === 0 && { placeholderData: keepPreviousData }),
  })
  countRender('CoinTable')

  const isEmpty = page === 0 && data?.length === 0
  return (
    <tbody ref={body} role="rowgroup" data-former={isPlaceholderData} aria-busy={isPlaceholderData}>
      {data?.map((coin) => (
        <CoinRow key={coin.mint} coin={coin} />
      ))}
      {data === undefined && error === null && <SkeletonRows />}
      {data === undefined && error !== null && (
        <FailedPage error={error} onRetry={() => void refetch()} />
      )}
      {isEmpty && <EmptyList q={view.q} onClear={onClear} />}
    </tbody>
  )
}

function FailedPage({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <tr role="row" className="notice-row">
      <td role="cell">
        <Notice
          tone="bad"
          icon={CloudOff}
          title="These coins could not be loaded"
          actions={
            <button type="button" className="button" onClick={onRetry}>
              Try again
            </button>
          }
        >
          <p>{explainError(error)}</p>
        </Notice>
      </td>
    </tr>
  )
}

function EmptyList({ q, onClear }: { readonly q: string; readonly onClear: () => void }) {
  return (
    <tr role="row" className="notice-row">
      <td role="cell">
        <Notice
          icon={SearchX}
          title={q === '' ? 'There are no such coins' : `No coin is called “${q}”`}
          actions={
            <button type="button" className="button" onClick={onClear}>
              Show all coins
            </button>
          }
        >
          <p>Names, symbols and addresses are searched.</p>
        </Notice>
      </td>
    </tr>
  )
}
