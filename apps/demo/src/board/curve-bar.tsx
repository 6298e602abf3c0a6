import type { CoinRow } from '@etagged/pumpfun'

import { formatPercent } from '../format/amounts.ts'
import { curveProgress } from './curve-progress.ts'

/** How much of the curve is sold; full and green once the coin has left it. */
export function CurveBar({ coin }: { readonly coin: CoinRow }) {
  const progress = curveProgress(coin)
  if (progress === undefined) return <span className="quiet">not known</span>
  return (
    <span
      className="curve"
      data-full={coin.complete}
      style={{ '--sold': progress } as Record<string, number>}
    >
      <span className="curve-track" aria-hidden="true" />
      {coin.complete ? 'Graduated' : formatPercent(progress)}
    </span>
  )
}
