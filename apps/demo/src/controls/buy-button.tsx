import { useEtagged } from '@etagged/react'
import { ShoppingBasket } from 'lucide-react'
import { changedByTrade } from '../trades/changed-by-trade.ts'
import { useTradeStream } from '../trades/use-trades.ts'
import { useControls } from './use-controls.ts'

const SOL = 1_000_000_000

/** Moves the price of a coin, where the API lets a visitor do so. */
export function BuyButton({ mint }: { readonly mint: string }) {
  const { state, store } = useControls()
  const client = useEtagged()
  const stream = useTradeStream()
  if (state.availability !== 'available') return null

  async function buy(): Promise<void> {
    const isDone = await store.trade(mint, SOL)
    // An open stream will tell of this trade like of any other.
    if (!isDone || stream.current().state === 'open') return
    await Promise.all(changedByTrade(mint).map((target) => client.invalidate(target)))
  }

  return (
    <button
      type="button"
      className="button"
      title="In the local market, to see what a change does"
      onClick={() => void buy()}
    >
      <ShoppingBasket size={16} aria-hidden="true" />
      Buy 1 SOL
    </button>
  )
}
