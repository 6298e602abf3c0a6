import { useRefresh, useSession } from '@etagged/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { AskedByBrowser } from './asked-by-browser.tsx'
import { orderQueries } from './orders-api.ts'

/** The session knows of a sign-out in another tab, too. */
export function Account() {
  const { user } = useSession()
  if (user == null) return <p>Sign in as Alice or Bob to see their orders.</p>
  return (
    <>
      <section aria-labelledby="orders-heading">
        <h2 id="orders-heading">All orders</h2>
        <Orders />
      </section>
      <section aria-labelledby="suggestions-heading">
        <h2 id="suggestions-heading">Suggestions</h2>
        <Suspense fallback={<p>They come a second later …</p>}>
          <Suggestions />
        </Suspense>
      </section>
      <Refresh />
      <AskedByBrowser />
    </>
  )
}

/** Outside of a boundary: the server sends nothing before it has these. */
function Orders() {
  return <Items items={useSuspenseQuery(orderQueries.list()).data} />
}

/** Within a boundary: they follow in the same response, and with them what the cache has to know. */
function Suggestions() {
  return <Items items={useSuspenseQuery(orderQueries.suggestions()).data} />
}

function Items({ items }: { readonly items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  )
}

function Refresh() {
  const refresh = useRefresh()
  return (
    <button type="button" onClick={() => void refresh(orderQueries.list())}>
      Refresh the orders
    </button>
  )
}
