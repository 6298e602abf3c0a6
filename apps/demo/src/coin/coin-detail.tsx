import type { Coin } from '@etagged/pumpfun'
import { coinQueries, useCoin, useRefresh } from '@etagged/react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { countRender } from '../activity/render-counts.ts'
import { BoardLink } from '../router/board-link.tsx'
import { RefreshButton } from '../status/refresh-button.tsx'
import { QueryStatus } from '../status/query-status.tsx'
import { CoinTrades } from '../trades/coin-trades.tsx'
import './coin-detail.css'
import { CoinFacts } from './coin-facts.tsx'
import { CoinHero } from './coin-hero.tsx'
import { CoinLinks } from './coin-links.tsx'
import { CoinSkeleton } from './coin-skeleton.tsx'
import { NoCoinNotice } from './no-coin.tsx'
import { PriceChart } from './price-chart.tsx'
import { standInFor } from './stand-in.ts'

/** Everything about one coin. */
export function CoinDetail({ mint }: { readonly mint: string }) {
  return (
    <article className="detail">
      <div className="section-head detail-bar">
        <BoardLink kind="quiet">
          <ArrowLeft size={16} aria-hidden="true" />
          Board
        </BoardLink>
        <DetailStatus mint={mint} />
      </div>
      <DetailBody mint={mint} />
    </article>
  )
}

/** Apart from the coin: that nothing changed is news here, and none there. */
function DetailStatus({ mint }: { readonly mint: string }) {
  const query = coinQueries.detail(mint)
  const { status, fetchStatus, dataUpdatedAt, error, failureReason } = useQuery(query)
  const refresh = useRefresh()
  const standIn = standInFor(useQueryClient(), mint, error)
  return (
    <>
      <QueryStatus
        query={{ status, fetchStatus, dataUpdatedAt, error, failureReason }}
        without={standIn && 'From the list so far'}
      />
      <RefreshButton isAsking={fetchStatus === 'fetching'} onRefresh={() => void refresh(query)} />
    </>
  )
}

function DetailBody({ mint }: { readonly mint: string }) {
  const queryClient = useQueryClient()
  const { data, error, refetch } = useCoin(mint)
  // Not as placeholder data: that goes away when the server cannot be reached.
  const coin = data ?? standInFor(queryClient, mint, error)
  countRender('CoinDetail')
  if (coin !== undefined) return <CoinPage coin={coin} isPartial={data === undefined} />
  if (error === null) return <CoinSkeleton />
  return <NoCoinNotice mint={mint} error={error} onRetry={() => void refetch()} />
}

interface CoinPageProps {
  readonly coin: Coin
  readonly isPartial: boolean
}

function CoinPage({ coin, isPartial }: CoinPageProps) {
  return (
    <>
      <CoinHero coin={coin} />
      <CoinFacts coin={coin} isPartial={isPartial} />
      <PriceChart mint={coin.mint} />
      <section className="panel coin-about" aria-labelledby="about-title">
        <h2 id="about-title">In its maker’s words</h2>
        <p className="coin-description">{coin.description?.trim() || 'None.'}</p>
        <CoinLinks coin={coin} />
      </section>
      <CoinTrades mint={coin.mint} />
    </>
  )
}
