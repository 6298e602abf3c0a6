import type { CoinListParams, CoinRow } from '@etagged/pumpfun'
import { type ComponentType, memo, type ReactNode } from 'react'
import { useCoins } from '../coins/coin-hooks.ts'
import type { Renders } from './renders.test-fixture.ts'

/** What a coin looks like, and when it is rendered. */
export const Row: ComponentType<RowProps> = memo(function Row({ row, renders }: RowProps) {
  renders.row(row.mint)
  return (
    <li>
      {row.symbol} {row.usd_market_cap}
    </li>
  )
})

interface RowProps {
  readonly row: CoinRow
  readonly renders: Renders
}

interface BoardProps {
  readonly params: CoinListParams
  readonly renders: Renders
}

/** A list of coins whose rows are memoised. */
export function Board({ params, renders }: BoardProps): ReactNode {
  const { data } = useCoins(params)
  renders.list()
  return (
    <ul>
      {data?.map((row) => (
        <Row key={row.mint} row={row} renders={renders} />
      ))}
    </ul>
  )
}
