import {
  defineEndpoint,
  type Endpoint,
  type ParamsOf,
  type PathNames,
  type Schema,
} from '@etagged/core'
import * as v from 'valibot'
import { type Order, order, orders, ordersOf, type Paging } from './orders.test-fixture.ts'
import { same } from './same.test-tool.ts'

export function namesOfThePath(): void {
  same<PathNames<'/orders'>, never>()
  same<PathNames<'/orders/:id'>, 'id'>()
  same<PathNames<'/users/:user/lists/:list/rows'>, 'user' | 'list'>()
  same<ParamsOf<'/orders/:id', unknown>, { readonly id: string | number }>()
}

export function aSchemaOfOnesOwn(): void {
  same<typeof order, Endpoint<{ readonly id: string | number }, Order>>()
  same<typeof orders, Endpoint<ParamsOf<'/orders', Paging>, readonly Order[]>>()
  order.url({ id: 1 })
  order.url({ id: 'one' })
  orders.url({})
  orders.url({ limit: 1, sort: 'name' })
  ordersOf.url({ user: 'u', list: 2, limit: 3 })
  // @ts-expect-error -- a name of the path is missing
  order.url({})
  // @ts-expect-error -- one of two
  ordersOf.url({ user: 'u' })
  // @ts-expect-error -- no name of the path
  order.url({ id: 1, name: 'one' })
  // @ts-expect-error -- nothing that a segment of a URL could carry
  order.url({ id: true })
  // @ts-expect-error -- no parameter of the schema
  orders.url({ lmit: 1 })
  // @ts-expect-error -- another type than the schema's
  orders.url({ limit: '1' })
  // @ts-expect-error -- none of the values that the schema names
  orders.url({ sort: 'size' })
}

export function endpointsOfOtherParameters(): void {
  // @ts-expect-error -- who calls it would not know of the name in its path
  const without: Endpoint<object, Order> = order
  const narrower: Endpoint<{ readonly id: number }, Order> = order
  // @ts-expect-error -- the API does not take this text
  narrower.url({ id: 'one' })
  without.url({})
}

const Row = v.object({ id: v.number(), note: v.optional(v.string(), '') })
const Narrow = v.object({ id: v.pipe(v.string(), v.length(3)), limit: v.exactOptional(v.number()) })

const rows = defineEndpoint({ path: '/rows', response: v.array(Row) })
const row = defineEndpoint({ path: '/rows/:id', response: Row, params: Narrow })

export function aSchemaOfValibot(): void {
  same<typeof rows.response, Schema<{ id: number; note: string }[]>>()
  row.url({ id: 'abc', limit: 1 })
  // @ts-expect-error -- the path takes numbers, the schema does not
  row.url({ id: 1 })
}

export function tags(): void {
  defineEndpoint({
    path: '/rows/:id',
    response: Row,
    tags: (params, data) => {
      same<typeof params, { readonly id: string | number }>()
      same<typeof data, { id: number; note: string }>()
      return [`row:${params.id}`]
    },
  })
}

export function definitionsThatAreRefused(): void {
  // @ts-expect-error -- nobody says what the answer is
  defineEndpoint({ path: '/rows' })
  // @ts-expect-error -- no schema
  defineEndpoint({ path: '/rows', response: {} })
  // @ts-expect-error -- tags are texts
  defineEndpoint({ path: '/rows', response: Row, tags: () => [1] })
  // @ts-expect-error -- no part of a policy
  defineEndpoint({ path: '/rows', response: Row, policy: { assumeFrsh: 1 } })
}
