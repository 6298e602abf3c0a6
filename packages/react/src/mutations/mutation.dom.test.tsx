import { createEtagged, defineMutation, type Etagged, StatusError } from '@etagged/core'
import {
  onlineManager,
  QueryClient,
  QueryClientProvider,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { connect } from '../connect.ts'
import { type Item, item, taggedItems, trusting } from '../endpoints.test-fixture.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { query } from '../query.ts'
import { edit } from './edit.ts'
import { mutation } from './mutation.ts'

const origin = startOrigin({
  '/items': [{ id: 1, name: 'one' }],
  '/items/1': { id: 1, name: 'alone' },
  '/items/2': { id: 2, name: 'other' },
})

afterEach(() => onlineManager.setOnline(true))

const rename = defineMutation({
  method: 'PUT',
  path: '/items/:id',
  body: trusting<{ readonly name: string }>(),
  invalidates: ({ id }) => [{ tag: `item:${id}` }],
})

const renaming = mutation(rename, {
  optimistic: ({ id, body }) => [
    edit(query(taggedItems, {}), (list) =>
      list.map((each) => (each.id === id ? { ...each, ...body } : each)),
    ),
  ],
})

interface Page {
  readonly client: Etagged
  readonly queryClient: QueryClient
  readonly shown: string[]
  readonly rename: (name: string) => Promise<void>
  readonly errors: Error[]
}

async function openPage(): Promise<Page> {
  origin.fields = { 'cache-control': 'max-age=3600' }
  const client = createEtagged({ baseUrl: origin.url })
  const queryClient = new QueryClient()
  connect(queryClient, client)
  const shown: string[] = []
  const errors: Error[] = []
  let call: ((name: string) => Promise<unknown>) | undefined
  function List(): ReactNode {
    const { data } = useQuery(query(taggedItems, {}))
    const { mutateAsync } = useMutation(renaming)
    call = (name) => mutateAsync({ id: 1, body: { name } })
    const text = data?.map(({ name }) => name).join() ?? '-'
    shown.push(text)
    return <p>{text}</p>
  }
  render(
    <QueryClientProvider client={queryClient}>
      <List />
    </QueryClientProvider>,
  )
  await screen.findByText('one')
  origin.seen.length = 0
  shown.length = 0
  return {
    client,
    queryClient,
    shown,
    errors,
    async rename(name) {
      try {
        await call?.(name)
      } catch (error) {
        errors.push(error as Error)
      }
    },
  }
}

const sent = (): readonly string[] => origin.seen.map(({ method, path }) => `${method} ${path}`)

async function settled({ queryClient }: Page): Promise<void> {
  await waitFor(() => expect(queryClient.isMutating() + queryClient.isFetching()).toBe(0))
}

describe('An optimistic mutation', () => {
  it('shows at once, asks once more after its success, and never shows the former data again', async () => {
    const page = await openPage()
    origin.hold()
    const renamed = page.rename('ONE')
    await screen.findByText('ONE')
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    origin.release()
    await act(() => renamed)
    await settled(page)
    expect(sent()).toEqual(['PUT /items/1', 'GET /items'])
    expect(new Set(page.shown)).toEqual(new Set(['ONE']))
    expect(page.queryClient.getQueryCache().getAll()[0]?.isStale()).toBe(false)
  })

  it('that fails takes back its own edit, and the very object is there that was there before', async () => {
    const page = await openPage()
    const before = page.queryClient.getQueryData(query(taggedItems, {}).queryKey)
    origin.hold()
    const renamed = page.rename('ONE')
    await screen.findByText('ONE')
    origin.fail(409)
    origin.release()
    await act(() => renamed)
    await screen.findByText('one')
    expect(page.shown.join(' ')).toMatch(/^(?:ONE )+one(?: one)*$/)
    expect(page.errors).toMatchObject([{ status: 409 }])
    expect(page.errors[0]).toBeInstanceOf(StatusError)
    expect(page.queryClient.getQueryData(query(taggedItems, {}).queryKey)).toBe(before)
    expect(sent()).toEqual(['PUT /items/1'])
  })

  it('that fails leaves the edits of the others', async () => {
    const page = await openPage()
    origin.hold()
    const first = page.rename('first')
    await waitFor(() => expect(origin.waiting()).toBe(1))
    origin.hold()
    const second = page.rename('second')
    await waitFor(() => expect(origin.waiting()).toBe(2))
    await screen.findByText('second')
    origin.fail(500)
    origin.release()
    await act(() => first)
    expect(page.shown.at(-1)).toBe('second')
    origin.fail(undefined)
    origin.change('/items', [{ id: 1, name: 'second' }])
    origin.release()
    await act(() => second)
    await settled(page)
    expect(page.shown).not.toContain('one')
    expect(page.shown.at(-1)).toBe('second')
  })

  it('lies above what a read brings meanwhile: one that began before it never wins', async () => {
    const page = await openPage()
    origin.hold()
    const read = page.queryClient.refetchQueries()
    await waitFor(() => expect(origin.waiting()).toBe(1))
    origin.hold()
    const renamed = page.rename('ONE')
    await waitFor(() => expect(origin.waiting()).toBe(2))
    origin.release()
    await act(() => read)
    expect(page.shown.at(-1)).toBe('ONE')
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    origin.release()
    await act(() => renamed)
    await settled(page)
    expect(page.shown).not.toContain('one')
    expect(page.shown.at(-1)).toBe('ONE')
  })

  it('stays after its success when the server cannot be asked, and goes with the next answer', async () => {
    const page = await openPage()
    origin.hold()
    const renamed = page.rename('ONE')
    await waitFor(() => expect(origin.waiting()).toBe(1))
    origin.hold()
    origin.release()
    await act(() => renamed)
    await waitFor(() => expect(origin.waiting()).toBe(1))
    origin.fail(404)
    origin.release()
    await settled(page)
    expect(sent()).toEqual(['PUT /items/1', 'GET /items'])
    expect(page.shown.at(-1)).toBe('ONE')
    origin.fail(undefined)
    origin.change('/items', [{ id: 1, name: 'One of the server' }])
    await act(() => page.queryClient.refetchQueries())
    await screen.findByText('One of the server')
  })

  it('shows on a query that had no data, as soon as it has some', async () => {
    const client = createEtagged({ baseUrl: origin.url })
    const queryClient = new QueryClient()
    connect(queryClient, client)
    const options = query(taggedItems, {})
    origin.hold()
    const read = queryClient.fetchQuery(options)
    await waitFor(() => expect(origin.waiting()).toBe(1))
    origin.hold()
    const calling = queryClient
      .getMutationCache()
      .build(queryClient, renaming)
      .execute({ id: 1, body: { name: 'ONE' } })
    await waitFor(() => expect(origin.waiting()).toBe(2))
    origin.release()
    await read
    expect(queryClient.getQueryData<readonly Item[]>(options.queryKey)?.[0]?.name).toBe('ONE')
    origin.release()
    await calling
  })

  it('that waits for the network until another session is open is not sent', async () => {
    const page = await openPage()
    onlineManager.setOnline(false)
    const renamed = page.rename('ONE')
    await screen.findByText('ONE')
    await act(() => page.client.signIn('bob'))
    act(() => onlineManager.setOnline(true))
    await act(() => renamed)
    await waitFor(() => expect(page.errors).toMatchObject([{ code: 'session-ended' }]))
    expect(sent().filter((each) => each.startsWith('PUT'))).toEqual([])
  })
})

describe('After a mutation', () => {
  it('what it names is asked again once, whether by its URL or by a tag; other queries are not', async () => {
    origin.fields = { 'cache-control': 'max-age=3600' }
    const client = createEtagged({ baseUrl: origin.url })
    const queryClient = new QueryClient()
    connect(queryClient, client)
    const tagged = defineMutation({
      method: 'POST',
      path: '/items/:id',
      invalidates: () => [{ tag: 'items' }, { url: '/items/1' }, { tag: 'item:1' }],
    })
    function Page(): ReactNode {
      const list = useQuery(query(taggedItems, {}))
      const one = useQuery(query(item, { id: 1 }))
      const other = useQuery(query(item, { id: 2 }))
      return (
        <p>
          {list.data?.length} {one.data?.name} {other.data?.name}
        </p>
      )
    }
    render(
      <QueryClientProvider client={queryClient}>
        <Page />
      </QueryClientProvider>,
    )
    await screen.findByText('1 alone other')
    origin.seen.length = 0
    await act(() =>
      queryClient.getMutationCache().build(queryClient, mutation(tagged)).execute({ id: 1 }),
    )
    await waitFor(() => expect(queryClient.isFetching()).toBe(0))
    expect(sent().toSorted()).toEqual(['GET /items', 'GET /items/1', 'POST /items/1'])
  })
})
