import { useState } from 'react'
import { formatUsd } from '../format/amounts.ts'

/** An amount of USD that lights up for a moment when it changes. */
export function MarketCap({ usd }: { readonly usd: number }) {
  const [shown, setShown] = useState<{ usd: number; trend?: 'up' | 'down' }>({ usd })
  if (shown.usd !== usd) setShown({ usd, trend: usd > shown.usd ? 'up' : 'down' })
  return (
    <span key={shown.usd} className="cap" data-trend={shown.trend}>
      {formatUsd(usd)}
    </span>
  )
}
