import { connect, type EtaggedQueryKey, query } from '@etagged/react'
import { type QueryClient, skipToken } from '@tanstack/react-query'
import { type Order, order, orders } from './orders.test-fixture.ts'
import { same } from './same.test-tool.ts'

declare const queryClient: QueryClient
declare const known: number | undefined

const options = query(order, { id: 1 })

export function reading(): void {
  const held = queryClient.getQueryData(options.queryKey)
  same<typeof held, Order | undefined>()
  const list = queryClient.getQueryData(query(orders, {}).queryKey)
  same<typeof list, readonly Order[] | undefined>()
  const { queryKey } = query(order, known === undefined ? skipToken : { id: known })
  const perhaps = queryClient.getQueryData(queryKey)
  same<typeof perhaps, Order | undefined>()
  const data = queryClient.getQueryState(options.queryKey)?.data
  same<typeof data, Order | undefined>()
}

export function aSelectorIsNoPartOfIt(): void {
  const selecting = query(order, { id: 1 }, { select: ({ name }) => name })
  const held = queryClient.getQueryData(selecting.queryKey)
  same<typeof held, Order | undefined>()
}

export function editing(): void {
  queryClient.setQueryData(options.queryKey, { id: 1, name: 'edited' })
  queryClient.setQueryData(options.queryKey, (former) => {
    same<typeof former, Order | undefined>()
    return former && { ...former, name: 'edited' }
  })
  // @ts-expect-error -- no order
  queryClient.setQueryData(options.queryKey, { id: 1 })
  // @ts-expect-error -- nor this
  queryClient.setQueryData(options.queryKey, () => 'edited')
}

export async function loading(): Promise<void> {
  const data = await queryClient.fetchQuery(options)
  same<typeof data, Order>()
  const ensured = await queryClient.ensureQueryData(options)
  same<typeof ensured, Order>()
  await queryClient.prefetchQuery(options)
}

export function naming(): void {
  const key: EtaggedQueryKey = options.queryKey
  void queryClient.invalidateQueries({ queryKey: [key[0], order.path] })
  void queryClient.cancelQueries(options)
  // @ts-expect-error -- a key is a list
  void queryClient.invalidateQueries({ queryKey: order.path })
}

export function connecting(): void {
  // @ts-expect-error -- to which cache?
  connect(queryClient)
}
