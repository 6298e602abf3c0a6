import { mutation, useRefresh } from '@etagged/react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CacheLine } from './cache-line.tsx'
import { orderQueries, ship } from './orders-api.ts'
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
  // What is read renders the component: `data` alone does not change at a 304.
  const { data, error } = useQuery(orderQueries.list())
  if (data === undefined) return <p>{error ? error.message : 'Loading …'}</p>
  return (
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
  )
}

function OrderDetail({ id }: { readonly id: number }) {
  const { data, error } = useQuery(orderQueries.detail(id))
  const shipping = useMutation(mutation(ship))
  return (
    <section aria-labelledby="detail-heading">
      <h2 id="detail-heading">Order {id}</h2>
      {data === undefined ? (
        <p>{error ? error.message : 'Loading …'}</p>
      ) : (
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
