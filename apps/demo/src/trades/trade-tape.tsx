import type { Trade } from '@etagged/pumpfun'
import { useQueryClient } from '@tanstack/react-query'
import { Pause, Play } from 'lucide-react'
import { memo } from 'react'
import { findRow } from '../coin/find-row.ts'
import { CoinMark } from '../coin-mark/coin-mark.tsx'
import { formatAddress } from '../format/address.ts'
import { formatSol } from '../format/amounts.ts'
import { CoinLink } from '../router/coin-link.tsx'
import './trades.css'
import type { Tape } from './trade-stream.ts'
import { useTrades } from './use-trades.ts'

interface TradeTapeProps {
  /** The open coin, whose trades stand out. */
  readonly mint?: string
}

/** The latest trades, as they happen. Not there where the API has no such stream. */
export function TradeTape({ mint }: TradeTapeProps) {
  const { tape, stream } = useTrades()
  const { state, trades, isPaused } = tape
  if (state === 'absent') return null
  return (
    <section className="trades" data-state={state} aria-labelledby="trades-title">
      <h2 id="trades-title">Trades</h2>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-icon
        aria-label={isPaused ? 'Go on with the trades' : 'Pause the trades'}
        onClick={isPaused ? stream.resume : stream.pause}
      >
        {isPaused ? <Play size={15} aria-hidden="true" /> : <Pause size={15} aria-hidden="true" />}
      </button>
      {trades.length === 0 ? (
        <p className="trades-none quiet">{describeTape(tape)}</p>
      ) : (
        // Scrollable without a pointer; and never read out by itself: it does not end.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
        <ol tabIndex={0} aria-label="Latest first" aria-live="off">
          {trades.map((trade) => (
            <TapedTrade key={trade.signature} trade={trade} isOpen={trade.mint === mint} />
          ))}
        </ol>
      )}
    </section>
  )
}

function describeTape({ state, isPaused }: Tape): string {
  if (isPaused) return 'Paused.'
  switch (state) {
    case 'open':
      return 'Nobody has traded yet.'
    case 'waiting':
      return 'The stream has broken off; it will be opened again.'
    case 'connecting':
    case 'idle':
    case 'absent':
      return 'Waiting for the first trade …'
  }
}

interface TapedTradeProps {
  readonly trade: Trade
  readonly isOpen: boolean
}

const TapedTrade = memo(function TapedTrade({ trade, isOpen }: TapedTradeProps) {
  const queryClient = useQueryClient()
  const { mint, symbol = findRow(queryClient, mint)?.symbol ?? formatAddress(mint) } = trade
  return (
    <li data-side={trade.is_buy ? 'buy' : 'sale'} aria-current={isOpen || undefined}>
      <CoinLink mint={mint} className="trade">
        <CoinMark mint={mint} size={16} />
        <span className="trade-symbol">{symbol}</span>{' '}
        <span className="trade-amount">
          {trade.is_buy ? 'bought' : 'sold'} {formatSol(trade.sol_amount / 1e9)}
        </span>
      </CoinLink>
    </li>
  )
})
