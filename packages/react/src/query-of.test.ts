import { createEtagged } from '@etagged/core'
import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { connect } from './connect.ts'
import { items } from './endpoints.test-fixture.ts'
import { query } from './query.ts'
import { queryOf } from './query-of.ts'

function open() {
  const client = createEtagged({ baseUrl: 'http://api.test', tabs: false })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  return { client, queryClient }
}

const { queryKey } = query(items, {})

it('is the query of that key', () => {
  const { queryClient } = open()
  expect(queryOf(queryClient, queryKey)).toBe(undefined)
  queryClient.setQueryData(queryKey, [])
  expect(queryOf(queryClient, queryKey)).toBe(queryClient.getQueryCache().getAll()[0])
})

it('I1: is never that of another session, although the keys are the same and both are still there', async () => {
  const { client, queryClient } = open()
  await client.signIn('alice')
  queryClient.setQueryData(queryKey, [])
  const signedIn = client.signIn('bob')
  expect(queryClient.getQueryCache().getAll()).toHaveLength(1)
  expect(queryOf(queryClient, queryKey)).toBe(undefined)
  await signedIn
})

it("finds the app's own queries, too", () => {
  const { queryClient } = open()
  queryClient.setQueryData(['own'], 1)
  expect(queryOf(queryClient, ['own'])?.state.data).toBe(1)
})
