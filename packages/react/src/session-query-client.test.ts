import { createEtagged } from '@etagged/core'
import { QueryClient } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { connect } from './connect.ts'
import { items } from './endpoints.test-fixture.ts'
import { query } from './query.ts'
import { isFree, onForgotten, sessionQueryClient } from './session-query-client.ts'

const open = () => createEtagged({ baseUrl: 'http://api.test', tabs: false })

it('is one and the same for a session, and another for the next', async () => {
  const client = open()
  const first = sessionQueryClient(undefined, client, client.session)
  expect(sessionQueryClient(undefined, client, client.session)).toBe(first)
  await client.signIn('alice')
  expect(sessionQueryClient(undefined, client, client.session)).not.toBe(first)
})

it.each([
  { says: 'its own', give: () => undefined },
  { says: 'a maker, which is another function each time', give: () => () => new QueryClient() },
  { says: 'one for all sessions', give: () => new QueryClient() },
])('the next session is free when the former one is forgotten ($says)', async ({ give }) => {
  const client = open()
  await client.signIn('alice')
  const hers = sessionQueryClient(give(), client, client.session)
  expect(isFree(client, client.session)).toBe(true)
  hers.setQueryData(['hers'], 1)
  await client.signIn('bob')
  expect(isFree(client, client.session)).toBe(false)
  const forgotten = vi.fn<() => void>()
  const stop = onForgotten(forgotten)
  await vi.waitFor(() => expect(isFree(client, client.session)).toBe(true))
  expect(forgotten).toHaveBeenCalled()
  stop()
})

it('a session that ended before its tree was rendered, as in a render that React threw away, holds nobody up', async () => {
  const client = open()
  await client.signIn('alice')
  const { session } = client
  await client.signIn('bob')
  sessionQueryClient(undefined, client, session)
  await vi.waitFor(() => expect(isFree(client, client.session)).toBe(true))
})

it('the sessions of one cache do not wait for those of another', async () => {
  const [one, other] = [open(), open()]
  const queryClient = new QueryClient()
  await one.signIn('alice')
  sessionQueryClient(queryClient, one, one.session)
  await one.signIn('bob')
  expect(isFree(other, other.session)).toBe(true)
})

it('has the defaults by key of one that all sessions share, whenever those were set, and its own above them', () => {
  const client = open()
  const shared = new QueryClient()
  shared.setQueryDefaults(['own'], { staleTime: 1, gcTime: 1 })
  const lent = sessionQueryClient(shared, client, client.session)
  shared.setQueryDefaults(['etagged'], { staleTime: 2 })
  shared.setMutationDefaults(['write'], { retry: 1, gcTime: 1 })
  lent.setQueryDefaults(['own'], { gcTime: 3 })
  lent.setMutationDefaults(['write'], { gcTime: 3 })
  expect(lent.defaultQueryOptions({ queryKey: ['own', 1] })).toMatchObject({
    staleTime: 1,
    gcTime: 3,
  })
  expect(lent.defaultQueryOptions(query(items, {}))).toMatchObject({ staleTime: 2 })
  expect(lent.defaultMutationOptions({ mutationKey: ['write'] })).toMatchObject({
    retry: 1,
    gcTime: 3,
  })
  expect(shared.getQueryDefaults(['own'])).toEqual({ staleTime: 1, gcTime: 1 })
})

it('asks in its session only, also where the shared one was connected by hand', async () => {
  const client = open()
  const shared = new QueryClient()
  connect(shared, client)
  const lent = sessionQueryClient(shared, client, client.session)
  const { queryKey } = query(items, {})
  const before = lent.defaultQueryOptions({ queryKey }).queryHash
  expect(shared.defaultQueryOptions({ queryKey }).queryHash).toBe(before)
  await client.signIn('alice')
  expect(lent.defaultQueryOptions({ queryKey }).queryHash).toBe(before)
  expect(shared.defaultQueryOptions({ queryKey }).queryHash).not.toBe(before)
})
