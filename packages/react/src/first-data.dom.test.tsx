import { createEtagged } from '@etagged/core'
import { QueryClient, QueryClientProvider, skipToken, useQuery } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { connect } from './connect.ts'
import { item, items } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { query } from './query.ts'

const origin = startOrigin({ '/items': [{ id: 1, name: 'one' }] })

it('a query that is added while memory holds its data has it in its first render', async () => {
  const client = createEtagged({ baseUrl: origin.url })
  await client.json('/items', { schema: items.response })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  const states: unknown[] = []
  function List(): ReactNode {
    const { data, status } = useQuery(query(items, {}))
    states.push([status, data?.length])
    return null
  }
  render(
    <QueryClientProvider client={queryClient}>
      <List />
    </QueryClientProvider>,
  )
  expect(states).toEqual([['success', 1]])
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
