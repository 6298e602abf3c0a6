import { type EtaggedQueryOptions, query, type SkippableQueryOptions } from '@etagged/react'
import { skipToken, useQueries, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { type Order, order, orders, ordersOf } from './orders.test-fixture.ts'
import { same } from './same.test-tool.ts'

declare const known: string | undefined

export function itsParameters(): void {
  query(order, { id: 1 })
  query(orders, {})
  query(orders, { limit: 1, sort: 'name' })
  query(ordersOf, { user: 'u', list: 2, limit: 3 })
  // @ts-expect-error -- a name of the path is missing
  query(order, {})
  const none = {}
  // @ts-expect-error -- nor may it be missing in a variable
  query(order, none)
  // @ts-expect-error -- one of two
  query(ordersOf, { user: 'u' })
  // @ts-expect-error -- no name of the path
  query(order, { id: 1, name: 'one' })
  // @ts-expect-error -- another name
  query(order, { name: 'one' })
  // @ts-expect-error -- nothing that a segment of a URL could carry
  query(order, { id: true })
  // @ts-expect-error -- not known yet: that is what skipToken is for
  query(order, { id: known })
  // @ts-expect-error -- no parameter of the schema
  query(orders, { lmit: 1 })
  // @ts-expect-error -- another type than the schema's
  query(orders, { limit: '1' })
  // @ts-expect-error -- none of the values that the schema names
  query(orders, { sort: 'size' })
  // @ts-expect-error -- no parameters at all
  query(orders)
}

export function whatTheyAre(): void {
  const options = query(order, { id: 1 })
  same<typeof options, EtaggedQueryOptions<Order>>()
  const selecting = query(order, { id: 1 }, { select: ({ name }) => name.length })
  same<typeof selecting, EtaggedQueryOptions<Order, number>>()
  const skippable = query(order, known === undefined ? skipToken : { id: known })
  same<typeof skippable, SkippableQueryOptions<Order>>()
}

export function theDataOfAHook(): void {
  const { data } = useQuery(query(order, { id: 1 }))
  same<typeof data, Order | undefined>()
  const { data: list, error } = useQuery(query(orders, {}))
  same<typeof list, readonly Order[] | undefined>()
  same<typeof error, Error | null>()
  const { data: sure } = useSuspenseQuery(query(order, { id: 1 }))
  same<typeof sure, Order>()
  const [first, second] = useQueries({ queries: [query(order, { id: 1 }), query(orders, {})] })
  same<typeof first.data, Order | undefined>()
  same<typeof second.data, readonly Order[] | undefined>()
}

export function select(): void {
  const { data } = useQuery(query(order, { id: 1 }, { select: ({ name }) => name.length }))
  same<typeof data, number | undefined>()
  const { data: sure } = useSuspenseQuery(query(orders, {}, { select: (all) => all.map(String) }))
  same<typeof sure, string[]>()
  const params = known === undefined ? skipToken : { id: known }
  const { data: skipped } = useQuery(query(order, params, { select: ({ id }) => [id] as const }))
  same<typeof skipped, readonly [number] | undefined>()
  // @ts-expect-error -- no field of an order
  query(order, { id: 1 }, { select: ({ price }) => price === 1 })
}

export function skipping(): void {
  const { data } = useQuery(query(order, skipToken))
  same<typeof data, Order | undefined>()
  const skippable = query(order, known === undefined ? skipToken : { id: known })
  same<typeof skippable.queryKey, EtaggedQueryOptions<Order>['queryKey']>()
  const [among] = useQueries({ queries: [skippable] })
  same<typeof among.data, Order | undefined>()
  // @ts-expect-error -- Suspense would wait for ever
  useSuspenseQuery(skippable)
  // @ts-expect-error -- always skipped
  useSuspenseQuery(query(order, skipToken))
  // @ts-expect-error -- skipped or not, the other parameters are checked
  query(order, known === undefined ? skipToken : {})
}

export function whatTheAppMayDecide(): void {
  query(order, { id: 1 }, { staleTime: 1000, enabled: false, retry: 2, meta: { own: true } })
  query(order, { id: 1 }, { placeholderData: (former) => former, refetchInterval: 1000 })
  // @ts-expect-error -- no option of TanStack's
  query(order, { id: 1 }, { staleTme: 1000 })
  // @ts-expect-error -- the key is the endpoint and its parameters
  query(order, { id: 1 }, { queryKey: ['mine'] })
  // @ts-expect-error -- etagged asks
  query(order, { id: 1 }, { queryFn: () => ({ id: 1, name: 'one' }) })
  // @ts-expect-error -- etagged keeps
  query(order, { id: 1 }, { persister: undefined })
  // @ts-expect-error -- the data is the cache's own object
  query(order, { id: 1 }, { structuralSharing: false })
}
