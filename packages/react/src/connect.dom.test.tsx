import { createEtagged } from '@etagged/core'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { connect } from './connect.ts'
import { items, mine } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { query } from './query.ts'

const origin = startOrigin({ '/mine': { of: '$user' }, '/items': [{ id: 1, name: 'one' }] })

function connected() {
  const client = createEtagged({
    baseUrl: origin.url,
    tabs: false,
    headers: ({ user }) => ({ authorization: user ?? 'nobody' }),
  })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  return { client, queryClient }
}

it('a QueryClient without a provider forgets the queries of a session that ended (I1)', async () => {
  const { client, queryClient } = connected()
  await client.signIn('alice')
  queryClient.setQueryData(['own'], 1)
  await queryClient.fetchQuery(query(mine, {}))
  const all = queryClient.getQueryCache().getAll()
  await client.signIn('bob')
  await waitFor(() => expect(queryClient.getQueryCache().getAll()).toHaveLength(1))
  expect(queryClient.getQueryData(['own'])).toBe(1)
  expect(all.map(({ state }) => state.data)).not.toContainEqual({ of: 'alice' })
  expect(await queryClient.fetchQuery(query(mine, {}))).toEqual({ of: 'bob' })
})

it('the queries of a session outlast what does not end it', async () => {
  const { client, queryClient } = connected()
  await client.signIn('alice')
  await queryClient.fetchQuery(query(items, {}))
  await client.signIn('alice')
  await queryClient.fetchQuery(query(mine, {}))
  expect(queryClient.getQueryCache().getAll()).toHaveLength(2)
})

it('a component without a provider shows the next user what is his (I1)', async () => {
  const { client, queryClient } = connected()
  function Mine(): ReactNode {
    return <p>of {useQuery(query(mine, {})).data?.of}</p>
  }
  await client.signIn('alice')
  render(
    <QueryClientProvider client={queryClient}>
      <Mine />
    </QueryClientProvider>,
  )
  await screen.findByText('of alice')
  await act(() => client.signIn('bob'))
  expect(await screen.findByText('of bob')).toBeTruthy()
})
