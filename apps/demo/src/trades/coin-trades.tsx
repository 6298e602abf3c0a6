import { useCoinNews } from './use-trades.ts'
import { TradeTape } from './trade-tape.tsx'

/** The tape beside an open coin, whose own trades bring the coin up to date. */
export function CoinTrades({ mint }: { readonly mint: string }) {
  useCoinNews(mint)
  return <TradeTape mint={mint} />
}
