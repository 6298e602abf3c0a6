import { createEtagged, type Etagged, type Persistence } from '@etagged/core'
import { createPersistence } from '@etagged/core/persistence'
import { createIdbStore } from '@etagged/idb'
import { QueryClient, QueryClientProvider, skipToken, useQuery } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { describe, expect, it } from 'vitest'
import { connect } from './connect.ts'
import { stubDisk } from './disk.test-fixture.ts'
import { item, items } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { query } from './query.ts'

const origin = startOrigin({ '/items': [{ id: 1, name: 'one' }] })

stubDisk()

const states: string[] = []

function List(): ReactNode {
  const { data, status, fetchStatus, error } = useQuery(query(items, {}))
  states.push(`${status}/${fetchStatus}${data ? '+data' : ''}`)
  return (
    <p>
      {data?.map(({ name }) => name).join()} {error?.message}
    </p>
  )
}

/** A page after a reload: nothing but the disk is left of the page before. */
function openPage(store: Persistence = createIdbStore()): Page {
  states.length = 0
  const client = createEtagged({ baseUrl: origin.url, store })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  const { unmount } = render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <List />
      </QueryClientProvider>
    </StrictMode>,
  )
  return { client, queryClient, unmount }
}

interface Page {
  readonly client: Etagged
  readonly queryClient: QueryClient
  readonly unmount: () => void
}

async function visitOnce(): Promise<void> {
  const { client, unmount, queryClient } = openPage()
  await screen.findByText('one')
  await client.idle()
  unmount()
  queryClient.clear()
  await client.close()
  expect(origin.seen.map(({ status }) => status)).toEqual([200])
}

describe('after a reload', () => {
  it('what is stored is shown before the network answers, then validated by one request', async () => {
    await visitOnce()
    origin.hold()
    const { queryClient } = openPage()
    await screen.findByText('one')
    expect(states.at(-1)).toBe('success/fetching+data')
    expect(origin.seen).toHaveLength(1)
    const stored = queryClient.getQueryCache().getAll()[0]?.state.dataUpdatedAt ?? 0
    origin.release()
    await waitFor(() => expect(queryClient.isFetching()).toBe(0))
    expect(origin.seen.map(({ status }) => status)).toEqual([200, 304])
    expect(states.at(-1)).toBe('success/idle+data')
    expect(queryClient.getQueryCache().getAll()[0]?.state.dataUpdatedAt).toBeGreaterThan(stored)
  })

  it('what is still fresh is shown with its age and without a request', async () => {
    origin.fields = { 'cache-control': 'max-age=60' }
    await visitOnce()
    const { queryClient } = openPage()
    await screen.findByText('one')
    await waitFor(() => expect(queryClient.isFetching()).toBe(0))
    expect(origin.seen).toHaveLength(1)
    const [found] = queryClient.getQueryCache().getAll()
    expect(found?.state.status).toBe('success')
    expect(found?.state.dataUpdatedAt).toBeLessThan(Date.now())
    expect(found?.isStale()).toBe(false)
  })

  it('a network that fails leaves the data, and says so beside it', async () => {
    await visitOnce()
    origin.fail(404)
    openPage()
    await screen.findByText(/one .*answered 404/)
    expect(states.at(-1)).toBe('error/idle+data')
  })
})

it('a store that never answers does not hold the network back', async () => {
  const never = new Promise<never>(() => {})
  const stuck = createPersistence(() => ({
    open: () => never,
    get: () => never,
    put: () => never,
    freshen: () => never,
    invalidate: () => never,
    delete: () => never,
    keys: () => never,
    isCurrent: () => never,
    flush: () => never,
    size: () => never,
    end: () => never,
    distrust: () => {},
    close: () => {},
  }))
  openPage(stuck)
  await screen.findByText('one')
  expect(origin.seen.map(({ status }) => status)).toEqual([200])
})

it('a query that is added while memory holds its data has it in its first render', async () => {
  const { client, queryClient } = openPage()
  await screen.findByText('one')
  await waitFor(() => expect(queryClient.isFetching()).toBe(0))
  states.length = 0
  const other = new QueryClient()
  connect(other, client)
  render(
    <QueryClientProvider client={other}>
      <List />
    </QueryClientProvider>,
  )
  expect(states[0]).toMatch(/^success\/\w+\+data$/)
})

it('skipToken keeps a query from running, and refused parameters fail it without a request', async () => {
  const client = createEtagged({ baseUrl: origin.url })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  function Both(): ReactNode {
    const skipped = useQuery(query(item, skipToken))
    const refused = useQuery(query(item, { id: '' }))
    return (
      <p>
        {skipped.status}/{skipped.fetchStatus} {refused.error?.name}
      </p>
    )
  }
  render(
    <QueryClientProvider client={queryClient}>
      <Both />
    </QueryClientProvider>,
  )
  await screen.findByText('pending/idle UsageError')
  expect(origin.seen).toEqual([])
})
