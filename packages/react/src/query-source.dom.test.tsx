import { createEtagged } from '@etagged/core'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { connect } from './connect.ts'
import { items, taggedItems } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { query } from './query.ts'
import { sourceOf } from './query-source.ts'

const origin = startOrigin({ '/items': [{ id: 1, name: 'one' }] })

it('two endpoints of one path with schemas of their own share a query, and render no more than one does', async () => {
  const queryClient = new QueryClient()
  connect(queryClient, createEtagged({ baseUrl: origin.url }))
  const lengths: unknown[] = []
  function Both(): ReactNode {
    const one = useQuery(query(items, {})).data
    const other = useQuery(query(taggedItems, {})).data
    lengths.push(one?.length)
    return (
      <p>
        {one?.[0]?.name} {other?.[0]?.name}
      </p>
    )
  }
  render(
    <QueryClientProvider client={queryClient}>
      <Both />
    </QueryClientProvider>,
  )
  await screen.findByText('one one')
  expect(queryClient.getQueryCache().getAll()).toHaveLength(1)
  expect(lengths.length).toBeLessThan(6)
})

it('what an app writes into `meta` itself is no source', () => {
  expect(sourceOf({ meta: { etagged: { path: '/items' } } })).toBeUndefined()
  expect(sourceOf({ meta: undefined })).toBeUndefined()
})
