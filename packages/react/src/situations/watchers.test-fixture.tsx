import type { CoinRow } from '@etagged/pumpfun'
import type { ReactNode } from 'react'
import { useCoins } from '../coins/coin-hooks.ts'
import type { Renders } from './renders.test-fixture.ts'

type Rows = readonly CoinRow[]

/** As many components as this select from one list at a time. */
export const WATCHERS = 50

const INDEXES = Array.from({ length: WATCHERS }, (_, index) => index)

interface WatchersProps {
  readonly limit: number
  readonly renders: Renders
}

/** Components of which each looks at one row, with a `select` that is made anew at each render. */
export function InlineWatchers(props: WatchersProps): ReactNode {
  return INDEXES.map((index) => <InlineWatcher key={index} index={index} {...props} />)
}

function InlineWatcher({ index, limit, renders }: WatchersProps & { readonly index: number }) {
  const { data } = useCoins(
    { limit },
    {
      select(rows) {
        renders.select()
        return rows[index]?.usd_market_cap
      },
    },
  )
  renders.list()
  return <p>{data}</p>
}

/** The same with a `select` that stays. */
export function createStableWatchers(props: WatchersProps): () => ReactNode {
  const watchers = INDEXES.map((index) => [createStableWatcher(index, props), index] as const)
  return () => watchers.map(([Watcher, index]) => <Watcher key={index} />)
}

function createStableWatcher(index: number, { limit, renders }: WatchersProps): () => ReactNode {
  const select = (rows: Rows): number | undefined => {
    renders.select()
    return rows[index]?.usd_market_cap
  }
  return function StableWatcher() {
    const { data } = useCoins({ limit }, { select })
    renders.list()
    return <p>{data}</p>
  }
}
