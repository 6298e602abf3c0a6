import { createEtagged, type Etagged, type EtaggedOptions } from '@etagged/core'
import { createMemoryDisk } from '@etagged/core/testing'
import { QueryClient, skipToken, useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { item, items } from '../endpoints.test-fixture.ts'
import { infinite } from '../infinite.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import { type CacheMeta, useCacheMeta } from './use-cache-meta.ts'

const origin = startOrigin({
  '/items': [{ id: 1, name: 'one' }],
  '/items/1': { id: 1, name: 'it' },
})

interface Page {
  readonly client: Etagged
  readonly refetch: () => Promise<void>
  /** What was known at each render. */
  readonly known: (CacheMeta | undefined)[]
}

/** A page that asks for the list, and shows what is known of it. */
async function openPage(options: EtaggedOptions = {}): Promise<Page> {
  const client = createEtagged({ baseUrl: origin.url, ...options })
  await client.signIn('alice')
  const known: (CacheMeta | undefined)[] = []
  function Meta(): ReactNode {
    const meta = useCacheMeta(query(items, {}))
    known.push(meta)
    return <p>etag {meta?.etag}</p>
  }
  function List(): ReactNode {
    return <p>{useQuery(query(items, {})).data?.[0]?.name}</p>
  }
  const queryClients: QueryClient[] = []
  function createQueryClient(): QueryClient {
    const made = new QueryClient()
    queryClients.push(made)
    return made
  }
  render(
    <EtaggedProvider client={client} queryClient={createQueryClient} user="alice">
      <Meta />
      <List />
    </EtaggedProvider>,
  )
  return { client, refetch: () => act(async () => queryClients[0]?.refetchQueries()), known }
}

async function answered({ known }: Page): Promise<void> {
  await screen.findByText('one')
  await waitFor(() => expect(known.at(-1)?.outcome).toBeDefined())
}

it('tells nothing but the URL at first, and then what the cache did and of what', async () => {
  origin.fields = { 'cache-control': 'max-age=60' }
  const page = await openPage()
  const { known } = page
  await answered(page)
  expect(known[0]).toEqual({ url: 'http://api.test/items' })
  const body = JSON.stringify([{ id: 1, name: 'one' }]).length
  expect(known.at(-1)).toMatchObject({
    etag: expect.stringMatching(/^"/) as string,
    outcome: { kind: 'forwarded', fwd: 'uri-miss' },
    tier: 'network',
    bytes: { body, received: body },
  })
  expect(known.at(-1)?.freshness?.ttl).toBeCloseTo(60, 0)
  expect(known.at(-1)?.duration).toBeGreaterThan(0)
})

it('renders once for a 304, and tells of it', async () => {
  const page = await openPage()
  const { known, refetch } = page
  await answered(page)
  const { length } = known
  await refetch()
  await waitFor(() => expect(known.length).toBeGreaterThan(length))
  expect(known).toHaveLength(length + 1)
  expect(known.at(-1)?.outcome).toMatchObject({ fwd: 'stale', fwdStatus: 304 })
  expect(known.at(-1)?.bytes?.received).toBe(0)
})

it('does not render for what befalls other responses', async () => {
  const page = await openPage()
  const { client, known } = page
  await answered(page)
  const { length } = known
  await act(async () => {
    await client.json('/items/1')
    await client.invalidate({ url: '/items/1' })
    await client.remove({ url: '/items/1' })
  })
  expect(known).toHaveLength(length)
})

it('after a reload tells of what was on disk, also where the network is not asked', async () => {
  origin.fields = { 'cache-control': 'max-age=60' }
  const { persistence } = createMemoryDisk()
  const before = createEtagged({ baseUrl: origin.url, store: persistence })
  await before.signIn('alice')
  await before.json('/items')
  await before.close()
  const { client, known } = await openPage({ store: persistence })
  await screen.findByText('one')
  await waitFor(() => expect(known.at(-1)?.etag).toMatch(/^"/))
  expect(known.at(-1)?.freshness?.ttl).toBeGreaterThan(0)
  expect(known.at(-1)?.outcome).toBeUndefined()
  expect(origin.seen).toHaveLength(1)
  await client.close()
})

it('tells of an endless list what it knows of its first page, and of nothing where a query waits', async () => {
  const client = createEtagged({ baseUrl: origin.url })
  await client.signIn('alice')
  await client.json('/items')
  const paging = { initialPageParam: 0, getNextPageParam: () => 1, page: () => ({}) }
  const pages = infinite(items, {}, paging)
  const known: unknown[] = []
  function Metas(): ReactNode {
    known.push(useCacheMeta(pages)?.etag, useCacheMeta(query(item, skipToken)))
    return null
  }
  render(
    <EtaggedProvider client={client} user="alice">
      <Metas />
    </EtaggedProvider>,
  )
  expect(known).toEqual([client.peekMemory('/items')?.etag, undefined])
})

it('I1: tells the next user nothing of what was known of the former', async () => {
  const page = await openPage()
  const { client, known } = page
  await answered(page)
  origin.hold()
  known.length = 0
  await act(() => client.signOut())
  await waitFor(() => expect(known.length).toBeGreaterThan(0))
  expect(new Set(known.map((meta) => meta?.etag))).toEqual(new Set([undefined]))
  expect(new Set(known.map((meta) => meta?.outcome))).toEqual(new Set([undefined]))
  origin.release()
})
