import { screen, waitFor } from '@testing-library/react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { stubDisk } from '../disk.test-fixture.ts'
import { item, items } from '../endpoints.test-fixture.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { query } from '../query.ts'
import { until } from './as-in-a-page.test-fixture.ts'
import { createList } from './list.test-fixture.tsx'
import { notingStore } from './noting-store.test-fixture.ts'
import { visitorOf } from './visitor.test-fixture.tsx'

const origin = startOrigin({
  '/items': [{ id: 1, name: 'one' }],
  '/items/1': { id: 1, name: 'one alone' },
})

stubDisk()

it('asks once and without a precondition, and shows the answer when it is there', async () => {
  const { List, states } = createList()
  const page = await visitorOf(origin).open(<List />)
  expect(states).toEqual(['pending/fetching '])
  await screen.findByText('one')
  await page.settle()
  expect(origin.seen).toMatchObject([{ path: '/items', ifNoneMatch: null, status: 200 }])
  expect(states).toEqual(['pending/fetching ', 'success/idle one'])
  await page.leave()
})

it('stores the answer with its body', async () => {
  const written: string[] = []
  const { List } = createList()
  const visitor = visitorOf(origin)
  await visitor.visit(<List />, { store: notingStore(written) })
  expect(written).toEqual(['put'])
  const client = await visitor.arrive()
  expect((await client.peek('/items'))?.data).toEqual([{ id: 1, name: 'one' }])
  await client.close()
})

it('asks once for all components that show the same, and once for each other query', async () => {
  const { List } = createList()
  function Detail(): ReactNode {
    return <p>{useQuery(query(item, { id: 1 })).data?.name}</p>
  }
  const lists = Array.from({ length: 50 }, (_, place) => ({ place }))
  const page = await visitorOf(origin).open([
    ...lists.map(({ place }) => <List key={place} />),
    <Detail key="detail" />,
  ])
  await screen.findByText('one alone')
  expect(screen.getAllByText('one')).toHaveLength(50)
  expect(origin.seen.map(({ path }) => path).toSorted()).toEqual(['/items', '/items/1'])
  await page.leave()
})

it('a loader and the component after it ask once', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  const { List, states } = createList()
  const page = await visitorOf(origin).open(null)
  await page.queryClient.prefetchQuery(query(items, {}))
  page.show(<List />)
  await page.settle()
  expect(states).toEqual(['success/idle one'])
  expect(origin.seen).toHaveLength(1)
  vi.useRealTimers()
  await page.leave()
})

it('who leaves before the answer calls the request off', async () => {
  const { List } = createList()
  origin.hold()
  const page = await visitorOf(origin).open(<List />)
  const failures: string[] = []
  page.client.subscribe((event) => {
    if (event.type === 'failure') failures.push(event.because)
  })
  await until(() => origin.waiting() === 1)
  page.show(null)
  await waitFor(() => expect(failures).toHaveLength(1))
  origin.release()
  await page.leave()
})

it('what the origin does not have is said at once, and not asked for again', async () => {
  origin.fail(404)
  const { List, states } = createList()
  const page = await visitorOf(origin).open(<List />)
  await screen.findByText(/answered 404/)
  expect(states.at(-1)).toBe('error/idle ')
  expect(origin.seen).toHaveLength(1)
  await page.leave()
})
