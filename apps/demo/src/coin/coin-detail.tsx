import { coinQueries, useCoin } from '@etagged/react'
import { useQuery } from '@tanstack/react-query'
import { countRender } from '../activity/render-counts.ts'
import { formatUsd } from '../board/format.ts'
import { QueryStatus } from '../board/query-status.tsx'

/** Everything about one coin. */
export function CoinDetail({ mint }: { readonly mint: string }) {
  return (
    <section className="detail" aria-labelledby="detail-title">
      <header className="section-head">
        <h2 id="detail-title">Coin</h2>
        <DetailStatus mint={mint} />
        <a href="#/">Close</a>
      </header>
      <CoinFacts mint={mint} />
    </section>
  )
}

function DetailStatus({ mint }: { readonly mint: string }) {
  const { status, fetchStatus, dataUpdatedAt, error } = useQuery(coinQueries.detail(mint))
  return <QueryStatus query={{ status, fetchStatus, dataUpdatedAt, error }} />
}

function CoinFacts({ mint }: { readonly mint: string }) {
  const { data: coin, isError } = useCoin(mint)
  countRender('CoinFacts')
  if (coin === undefined) return isError ? null : <p className="hint">Loading the coin …</p>
  return (
    <>
      <h3>
        {coin.name} <span className="symbol">{coin.symbol}</span>
      </h3>
      {coin.description && <p>{coin.description}</p>}
      <dl className="facts">
        <div>
          <dt>Market cap</dt>
          <dd data-fact="market-cap">{formatUsd(coin.usd_market_cap)}</dd>
        </div>
        <div>
          <dt>In SOL</dt>
          <dd>{coin.market_cap.toFixed(2)}</dd>
        </div>
        <div>
          <dt>Curve</dt>
          <dd>{coin.complete ? 'completed' : 'open'}</dd>
        </div>
        <div>
          <dt>Mint</dt>
          <dd>
            <code>{coin.mint}</code>
          </dd>
        </div>
      </dl>
    </>
  )
}
