import { type Candle, coinEndpoints, type Timeframe } from '@etagged/pumpfun'
import { query } from '@etagged/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { countRender } from '../activity/render-counts.ts'
import { formatChange, formatPrice } from '../format/amounts.ts'
import { Segments } from '../segments/segments.tsx'
import { explainError } from '../status/explain-error.ts'
import { useIsOnline } from '../status/use-is-online.ts'
import { formatSpan, priceMove } from './describe-prices.ts'
import './price-chart.css'
import { PriceFigure } from './price-figure.tsx'
import type { PricePoint } from './price-chart-geometry.ts'

const { candles } = coinEndpoints()

/** Points of a chart: no more than a phone can tell apart. */
const MOST_POINTS = 120

const timeframes: readonly { readonly value: Timeframe; readonly label: string }[] = [
  { value: 1, label: '1 min' },
  { value: 5, label: '5 min' },
  { value: 15, label: '15 min' },
  { value: 60, label: '1 h' },
  { value: 240, label: '4 h' },
  { value: 1440, label: '1 d' },
]

/** What a coin has cost. */
export function PriceChart({ mint }: { readonly mint: string }) {
  const [timeframe, setTimeframe] = useState<Timeframe>(5)
  return (
    <section className="panel chart" aria-labelledby="chart-title">
      <header className="section-head">
        <h2 id="chart-title">Price</h2>
        <Segments
          label="Time between two points"
          value={timeframe}
          options={timeframes}
          onChoose={setTimeframe}
        />
      </header>
      <Prices mint={mint} timeframe={timeframe} />
    </section>
  )
}

interface PricesProps {
  readonly mint: string
  readonly timeframe: Timeframe
}

function Prices({ mint, timeframe }: PricesProps) {
  // Until other prices are there, the former ones stay, marked as such: the page does not jump.
  const { data, isPlaceholderData, error, refetch } = useQuery(
    query(candles, { mint, timeframe, limit: MOST_POINTS }, { placeholderData: keepPreviousData }),
  )
  const prices = useMemo(() => data?.map(pricePoint), [data])
  countRender('PriceChart')
  if (prices === undefined && error !== null) {
    return (
      <div className="chart-area chart-empty">
        <p className="failure">{explainError(error)}</p>
        <button type="button" className="button" onClick={() => void refetch()}>
          Try again
        </button>
      </div>
    )
  }
  if (prices === undefined) return <PricesToCome />
  if (prices.length === 0) {
    return (
      <div className="chart-area chart-empty">
        <p className="quiet">No trades, no prices: this coin waits for its first buyer.</p>
      </div>
    )
  }
  return (
    <div className="chart-shown" aria-busy={isPlaceholderData}>
      <LatestPrice prices={prices} />
      <PriceFigure prices={prices} />
    </div>
  )
}

function PricesToCome() {
  const isOnline = useIsOnline()
  return (
    <div className="chart-area chart-empty chart-to-come" aria-busy={isOnline}>
      <p className="quiet">{isOnline ? 'Loading the prices …' : 'The prices need the network.'}</p>
    </div>
  )
}

function pricePoint({ timestamp, close }: Candle): PricePoint {
  return { at: timestamp * 1000, price: close * 1e9 }
}

function LatestPrice({ prices }: { readonly prices: readonly PricePoint[] }) {
  const [first] = prices
  const last = prices.at(-1)
  if (first === undefined || last === undefined) return null
  const { change, direction } = priceMove(prices)
  const tone = direction === 'up' ? 'good' : direction === 'down' ? 'bad' : undefined
  return (
    <p className="chart-latest">
      <strong>{formatPrice(last.price)}</strong>
      <abbr title="0.000000001 SOL for one token">lamports</abbr>
      <span className="chip" data-tone={tone}>
        {formatChange(change)} in {formatSpan(last.at - first.at)}
      </span>
    </p>
  )
}
