import { createEtagged, type Etagged } from '@etagged/core'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { memo, type ReactNode } from 'react'
import { expect, it } from 'vitest'
import { connect } from './connect.ts'
import { type Item, items, taggedItems } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { query } from './query.ts'

const rows = [
  { id: 1, name: 'one' },
  { id: 2, name: 'two' },
]
const origin = startOrigin({ '/items': rows })

interface Page {
  readonly client: Etagged
  readonly queryClient: QueryClient
  readonly renders: Record<string, number>
  readonly refetch: () => Promise<void>
}

function openPage(Content: (page: { count: (name: string) => void }) => ReactNode): Page {
  const client = createEtagged({ baseUrl: origin.url })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  const renders: Record<string, number> = {}
  const count = (name: string): void => {
    renders[name] = (renders[name] ?? 0) + 1
  }
  render(
    <QueryClientProvider client={queryClient}>
      <Content count={count} />
    </QueryClientProvider>,
  )
  return {
    client,
    queryClient,
    renders,
    refetch: () => act(() => queryClient.refetchQueries()),
  }
}

const Row = memo(function Row({ row, count }: { row: Item; count: (name: string) => void }) {
  count(`row ${row.id}`)
  return <li>{row.name}</li>
})

function List({ count }: { count: (name: string) => void }): ReactNode {
  const { data } = useQuery(query(items, {}))
  count('list')
  return (
    <ul>
      {data?.map((row) => (
        <Row key={row.id} row={row} count={count} />
      ))}
    </ul>
  )
}

it('a 304 renders nothing and keeps the object, and moves the time of the last validation', async () => {
  const { queryClient, renders, refetch } = openPage(List)
  await screen.findByText('one')
  const [before] = queryClient.getQueryCache().getAll()
  const { data, dataUpdatedAt } = before?.state ?? { dataUpdatedAt: 0 }
  const rendered = { ...renders }
  await waitFor(() => expect(Date.now()).toBeGreaterThan(dataUpdatedAt))
  await refetch()
  expect(origin.seen.map(({ status }) => status)).toEqual([200, 304])
  expect(renders).toEqual(rendered)
  expect(before?.state.data).toBe(data)
  expect(before?.state.dataUpdatedAt).toBeGreaterThan(dataUpdatedAt)
})

it('a changed 200 renders the list and the changed row alone, and the 304 after it nothing', async () => {
  const { renders, refetch } = openPage(List)
  await screen.findByText('one')
  const first = { ...renders }
  origin.change('/items', [rows[0], { id: 2, name: 'TWO' }])
  await refetch()
  await screen.findByText('TWO')
  expect(renders).toEqual({ ...first, list: (first['list'] ?? 0) + 1, 'row 2': 2 })
  const second = { ...renders }
  await refetch()
  expect(origin.seen.map(({ status }) => status)).toEqual([200, 200, 304])
  expect(renders).toEqual(second)
})

it('a 200 that sends the same body again renders nothing either', async () => {
  const { renders, refetch, client } = openPage(List)
  await screen.findByText('one')
  const rendered = { ...renders }
  await client.remove('all')
  await refetch()
  expect(origin.seen.map(({ status }) => status)).toEqual([200, 200])
  expect(renders['row 1']).toEqual(rendered['row 1'])
})

it('a selector does not run again on a 304, also after a changed 200', async () => {
  let selected = 0
  const select = (found: readonly Item[]): string => {
    selected++
    return found.map(({ name }) => name).join()
  }
  const options = query(items, {}, { select })
  function Names(): ReactNode {
    return <p>{useQuery(options).data}</p>
  }
  const { refetch } = openPage(Names)
  await screen.findByText('one,two')
  origin.change('/items', [rows[0], { id: 2, name: 'TWO' }])
  await refetch()
  await screen.findByText('one,TWO')
  expect(selected).toBe(2)
  await refetch()
  expect(origin.seen.at(-1)?.status).toBe(304)
  expect(selected).toBe(2)
})

it('what mounts right after a validation does not ask once more', async () => {
  const { queryClient } = openPage(List)
  await screen.findByText('one')
  for (let mount = 0; mount < 3; mount++) {
    const { unmount } = render(
      <QueryClientProvider client={queryClient}>
        <List count={() => {}} />
      </QueryClientProvider>,
    )
    unmount()
  }
  expect(origin.seen).toHaveLength(1)
})

it('an optimistic edit is stale at once, and a 304 puts the stored data back', async () => {
  const { queryClient, refetch } = openPage(List)
  await screen.findByText('one')
  const options = query(items, {})
  act(() => void queryClient.setQueryData(options.queryKey ?? [], [{ id: 1, name: 'EDITED' }]))
  await screen.findByText('EDITED')
  expect(queryClient.getQueryCache().getAll()[0]?.isStale()).toBe(true)
  await refetch()
  expect(origin.seen.at(-1)?.status).toBe(304)
  await screen.findByText('one')
})

it('a query that setQueryData created counts a validation like any other', async () => {
  const client = createEtagged({ baseUrl: origin.url })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  queryClient.setQueryData(query(items, {}).queryKey, [])
  const page = (
    <QueryClientProvider client={queryClient}>
      <List count={() => {}} />
    </QueryClientProvider>
  )
  const { unmount } = render(page)
  await screen.findByText('one')
  unmount()
  render(page)
  await screen.findByText('one')
  expect(origin.seen).toHaveLength(1)
})

it('two endpoints of one path with schemas of their own share a query, and render no more than one does', async () => {
  const { renders } = openPage(function Both({ count }) {
    const one = useQuery(query(items, {}))
    const other = useQuery(query(taggedItems, {}))
    count('both')
    return (
      <p>
        {one.data?.length} {other.data?.length}
      </p>
    )
  })
  await screen.findByText('2 2')
  expect(renders['both']).toBeLessThan(6)
})
