import { createEtagged } from '@etagged/core'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { connect } from './connect.ts'
import { items } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { query } from './query.ts'

const origin = startOrigin({ '/items': [{ id: 1, name: 'one' }] })

it('a query that setQueryData created counts a validation like any other', async () => {
  const queryClient = new QueryClient()
  connect(queryClient, createEtagged({ baseUrl: origin.url }))
  queryClient.setQueryData(query(items, {}).queryKey, [])
  function List(): ReactNode {
    return <p>{useQuery(query(items, {})).data?.[0]?.name}</p>
  }
  const page = (
    <QueryClientProvider client={queryClient}>
      <List />
    </QueryClientProvider>
  )
  const { unmount } = render(page)
  await screen.findByText('one')
  unmount()
  render(page)
  await screen.findByText('one')
  expect(origin.seen).toHaveLength(1)
})
