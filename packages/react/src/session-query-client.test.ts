import { createEtagged } from '@etagged/core'
import { QueryClient } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
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
