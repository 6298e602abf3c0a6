import { skipToken, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useCoin, useCoins } from '../coins/coin-hooks.ts'
import { coinQueries } from '../coins/coin-queries.ts'
import { item } from '../endpoints.test-fixture.ts'
import { query } from '../query.ts'
import { useEtagged } from '../use-etagged.ts'
import { useSession } from '../use-session.ts'

/** As most apps write it: parameters and a selector in place, the data taken out of the result. */
export function Names(): ReactNode {
  const { data } = useCoins(
    { sort: 'market_cap', limit: 2 },
    { select: (rows) => rows.map(({ name }) => name) },
  )
  return (
    <ul aria-label="names">
      {data?.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  )
}

/** The result is kept whole, and read where it is needed. */
export function Symbols(): ReactNode {
  const coins = useCoins({ sort: 'market_cap', limit: 2 })
  if (coins.error) return <p>{coins.error.message}</p>
  return <p aria-label="symbols">{coins.data?.map(({ symbol }) => symbol).join(' ')}</p>
}

/** One coin after a click. */
export function Chosen({ mint }: { readonly mint: string }): ReactNode {
  const [isChosen, setIsChosen] = useState(false)
  const { data } = useCoin(isChosen ? mint : skipToken)
  return (
    <button type="button" onClick={() => setIsChosen(true)}>
      {data?.name ?? 'none'}
    </button>
  )
}

/** Through Suspense. */
export function Price(): ReactNode {
  const { data } = useSuspenseQuery(coinQueries.solPrice())
  return <p aria-label="price">{data.solPrice}</p>
}

/** With an endpoint of the app's own. */
export function Item({ id }: { readonly id: number }): ReactNode {
  const { data } = useQuery(query(item, { id }))
  return <p aria-label="item">{data?.name}</p>
}

/** Who is signed in, and out. */
export function Who(): ReactNode {
  const { user, state } = useSession()
  const etagged = useEtagged()
  return (
    <button type="button" onClick={() => void etagged.signOut()}>
      {user ?? state}
    </button>
  )
}
