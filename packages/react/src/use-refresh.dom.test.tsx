import { createEtagged } from '@etagged/core'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { connect } from './connect.ts'
import { items } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { query } from './query.ts'
import { useRefresh } from './use-refresh.ts'

const origin = startOrigin({ '/items': [{ id: 1, name: 'one' }] })

it('a button asks for what is fresh, and its function is the same at every render', async () => {
  origin.fields = { 'cache-control': 'max-age=3600' }
  const queryClient = new QueryClient()
  connect(queryClient, createEtagged({ baseUrl: origin.url }))
  const functions: unknown[] = []
  function List(): ReactNode {
    const refresh = useRefresh()
    functions.push(refresh)
    return (
      <button type="button" onClick={() => void refresh()}>
        {useQuery(query(items, {})).data?.[0]?.name}
      </button>
    )
  }
  render(
    <QueryClientProvider client={queryClient}>
      <List />
    </QueryClientProvider>,
  )
  await screen.findByText('one')
  origin.change('/items', [{ id: 1, name: 'ONE' }])
  act(() => screen.getByRole('button').click())
  await screen.findByText('ONE')
  await waitFor(() => expect(origin.seen).toHaveLength(2))
  expect(functions.length).toBeGreaterThan(2)
  expect(new Set(functions).size).toBe(1)
})
