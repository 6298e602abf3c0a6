import { mutation, useRefresh } from '@etagged/react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CacheLine } from './cache-line.tsx'
import { orderQueries, ship } from './orders-api.ts'
import { QueryState } from './query-state.tsx'
import { RenderCount } from './render-count.tsx'

export function Orders() {
  const [chosen, choose] = useState<number>()
  const refresh = useRefresh()
  return (
    <>
      <section aria-labelledby="list-heading">
        <h2 id="list-heading">All orders</h2>
        <RenderCount>
          <OrderList chosen={chosen} onChoose={choose} />
        </RenderCount>
        <CacheLine of={orderQueries.list()} />
        <button type="button" onClick={() => void refresh(orderQueries.list())}>
          Refresh
        </button>
      </section>
      {chosen !== undefined && <OrderDetail key={chosen} id={chosen} />}
    </>
  )
}

interface OrderListProps {
  readonly chosen: number | undefined
  readonly onChoose: (id: number) => void
}

function OrderList({ chosen, onChoose }: OrderListProps) {
  // What is read renders the component: none of these changes at a 304.
  const { data, error, isPaused, isPending } = useQuery(orderQueries.list())
  return (
    <>
      <QueryState error={error} isPaused={isPaused} isPending={isPending} />
      {data && (
        <ul>
          {data.map(({ id, item, isShipped }) => (
            <li key={id}>
              <button
                type="button"
                className="row"
                aria-pressed={id === chosen}
                onClick={() => onChoose(id)}
              >
                <span>{item}</span>
                <small>{isShipped ? 'shipped' : 'packed'}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function OrderDetail({ id }: { readonly id: number }) {
  const { data, error, isPaused, isPending } = useQuery(orderQueries.detail(id))
  const shipping = useMutation(mutation(ship))
  return (
    <section aria-labelledby="detail-heading">
      <h2 id="detail-heading">Order {id}</h2>
      <QueryState error={error} isPaused={isPaused} isPending={isPending} />
      {data && (
        <p>
          {data.item}, {data.isShipped ? 'shipped' : 'to be shipped'} to {data.address}
        </p>
      )}
      {data?.isShipped === false && (
        <button type="button" disabled={shipping.isPending} onClick={() => shipping.mutate({ id })}>
          Ship it
        </button>
      )}
      {shipping.error && <p role="alert">{shipping.error.message}</p>}
    </section>
  )
}
