import type { CoinRow as CoinRowData } from '@etagged/pumpfun'
import { coinQueries, useCoins } from '@etagged/react'
import { useQuery } from '@tanstack/react-query'
import { memo } from 'react'
import { countRender } from '../activity/render-counts.ts'
import { formatUsd } from './format.ts'
import { QueryStatus } from './query-status.tsx'

const params = { sort: 'market_cap', order: 'DESC', limit: 50 } as const

/** The fifty largest coins. */
export function CoinBoard({ selected }: { readonly selected: string | undefined }) {
  return (
    <section className="board" aria-labelledby="board-title">
      <header className="section-head">
        <h2 id="board-title">Largest coins</h2>
        <BoardStatus />
      </header>
      <CoinTable selected={selected} />
    </section>
  )
}

/** Apart from the table: that nothing changed is news here, and none there. */
function BoardStatus() {
  const { status, fetchStatus, dataUpdatedAt, error, refetch } = useQuery(coinQueries.list(params))
  return (
    <>
      <QueryStatus query={{ status, fetchStatus, dataUpdatedAt, error }} />
      <button type="button" onClick={() => void refetch()} disabled={fetchStatus === 'fetching'}>
        Refresh
      </button>
    </>
  )
}

function CoinTable({ selected }: { readonly selected: string | undefined }) {
  const { data, isError } = useCoins(params)
  countRender('CoinTable')
  if (data === undefined) return isError ? null : <p className="hint">Loading the coins …</p>
  if (data.length === 0) return <p className="hint">There are no coins.</p>
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Coin</th>
          <th scope="col" className="number">
            Market cap
          </th>
          <th scope="col" className="number">
            Replies
          </th>
        </tr>
      </thead>
      <tbody>
        {data.map((coin) => (
          <CoinRow key={coin.mint} coin={coin} isSelected={coin.mint === selected} />
        ))}
      </tbody>
    </table>
  )
}

const CoinRow = memo(function CoinRow({
  coin,
  isSelected,
}: {
  readonly coin: CoinRowData
  readonly isSelected: boolean
}) {
  countRender('CoinRow')
  return (
    <tr data-mint={coin.mint} aria-current={isSelected || undefined}>
      <th scope="row">
        <a href={`#/coin/${coin.mint}`}>
          <span className="name">{coin.name}</span> <span className="symbol">{coin.symbol}</span>
        </a>
      </th>
      <td className="number">{formatUsd(coin.usd_market_cap)}</td>
      <td className="number">{coin.reply_count}</td>
    </tr>
  )
})
