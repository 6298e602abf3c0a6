import { defineEndpoint, defineMutation } from '@etagged/core'
import { query } from '@etagged/react'
import * as v from 'valibot'

const Row = v.object({ id: v.number(), item: v.string(), isShipped: v.boolean() })
const Order = v.object({ ...Row.entries, address: v.string() })

const orders = defineEndpoint({ path: '/orders', response: v.array(Row) })
const order = defineEndpoint({ path: '/orders/:id', response: Order })

/** TanStack query options, for every hook and method that takes them. */
export const orderQueries = {
  list: () => query(orders, {}),
  detail: (id: number) => query(order, { id }),
}

/** What is shown of a path that begins so is asked for again, in all tabs. */
export const ship = defineMutation({
  method: 'PUT',
  path: '/orders/:id/shipment',
  invalidates: () => [{ prefix: '/orders' }],
})
