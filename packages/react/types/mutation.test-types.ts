import { defineMutation, PreconditionFailedError, sendMutation, StatusError } from '@etagged/core'
import type { Etagged } from '@etagged/core'
import type { Coin } from '@etagged/pumpfun'
import { coinMutations, edit, mutation, query } from '@etagged/react'
import { useMutation } from '@tanstack/react-query'
import { type Order, order, schemaOf } from './orders.test-fixture.ts'
import { same } from './same.test-tool.ts'

declare const client: Etagged

interface Naming {
  readonly name: string
}

const rename = defineMutation({
  method: 'PATCH',
  path: '/orders/:id',
  body: schemaOf<Naming>(),
  response: schemaOf<Order>(),
  invalidates: ({ id, body }) => [{ tag: `order:${id} ${body.name}` }],
  ifMatch: order,
})
const cancel = defineMutation({ method: 'DELETE', path: '/orders/:id' })

export function aWrite(): void {
  const { mutate, data, error, reset } = useMutation(mutation(rename))
  same<typeof data, Order | undefined>()
  same<typeof error, Error | null>()
  mutate({ id: 1, body: { name: 'a' } })
  mutate({ id: 'a', body: { name: 'a' }, etag: '"1"' })
  // @ts-expect-error -- the body is missing
  mutate({ id: 1 })
  // @ts-expect-error -- the name of the path is another
  mutate({ order: 1, body: { name: 'a' } })
  // @ts-expect-error -- no such field in a body
  mutate({ id: 1, body: { nam: 'a' } })
  reset()
  if (error instanceof PreconditionFailedError) same<typeof error.status, number>()
  if (error instanceof StatusError) same<typeof error.retryAfter, number | undefined>()
}

export function aWriteWithoutBody(): void {
  const { mutate, data } = useMutation(mutation(cancel))
  same<typeof data, undefined>()
  mutate({ id: 1 })
  // @ts-expect-error -- it has no body
  mutate({ id: 1, body: {} })
}

export function edits(): void {
  mutation(rename, {
    optimistic: ({ id, body }) => [
      edit(query(order, { id }), (shown) => {
        same<typeof shown, Order>()
        return { ...shown, ...body }
      }),
    ],
    onError(_, { id }) {
      same<typeof id, string | number>()
    },
  })
  // @ts-expect-error -- not what the query shows
  edit(query(order, { id: 1 }), () => 'an order')
  // @ts-expect-error -- only a part of it
  edit(query(order, { id: 1 }), () => ({ id: 1 }))
}

export function outsideOfReact(): void {
  const sent = sendMutation(client, rename, { id: 1, body: { name: 'a' } })
  same<typeof sent, Promise<Order>>()
  defineMutation({ method: 'PUT', path: '/orders/:id', ifMatch: order })
  // @ts-expect-error -- that is changed by another path's name
  defineMutation({ method: 'PUT', path: '/orders', ifMatch: order })
  // @ts-expect-error -- no method of a write
  defineMutation({ method: 'GET', path: '/orders' })
}

export function coins(): void {
  const { mutate: create, data: coin } = useMutation(coinMutations.create())
  same<typeof coin, Coin | undefined>()
  create({ name: 'Cat', symbol: 'CAT' })
  // @ts-expect-error -- a coin has a symbol
  create({ name: 'Cat' })
  const { mutate: bookmark } = useMutation(coinMutations.bookmark({ gcTime: 0 }))
  bookmark({ mint: 'mint' })
  // @ts-expect-error -- which one?
  bookmark({})
  // @ts-expect-error -- what it shows is its own
  coinMutations.unbookmark({ optimistic: () => [] })
}
