import { createEtagged } from '@etagged/core'
import { useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { http, HttpResponse, sse } from 'msw'
import { setupServer } from 'msw/node'
import { type ReactNode, StrictMode } from 'react'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { item } from '../endpoints.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import { FetchedEventSource } from './fetched-event-source.test-tool.ts'
import { serverSentEvents, useLive } from './index.ts'
import type { LiveSource } from './live-source.ts'

const API = 'http://live.test'
/** The wait for a connection that broke is half a second at least. */
const SOON = { timeout: 10_000 }

interface Trade {
  readonly id: number
}

interface Hearer {
  readonly send: (message: { readonly event: 'trade'; readonly data: Trade }) => void
  readonly error: () => void
}

const server = setupServer()
let hearers: Hearer[]
let asked: string[]
let names: Record<string, string>

beforeAll(() => server.listen())
beforeEach(() => {
  vi.stubGlobal('EventSource', FetchedEventSource)
  hearers = []
  asked = []
  names = { 1: 'one', 2: 'two' }
  server.use(
    // MSW makes no such handler where there is no EventSource.
    sse<{ trade: Trade }>(`${API}/trades`, ({ client }) => {
      // Its answer is there once it has brought something.
      client.send({ retry: 1000 })
      hearers.push(client)
    }),
    http.get<{ id: string }>(`${API}/items/:id`, ({ params: { id }, request }) => {
      asked.push(id)
      const etag = `"${names[id]}"`
      const headers = { etag, 'cache-control': 'max-age=3600' }
      if (request.headers.get('if-none-match') === etag) {
        return new HttpResponse(null, { status: 304, headers })
      }
      return HttpResponse.json({ id, name: names[id] }, { headers })
    }),
  )
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

function Name({ id }: Trade): ReactNode {
  return <p>{useQuery(query(item, { id })).data?.name}</p>
}

function Live({ trades }: { readonly trades: LiveSource<Trade> }): ReactNode {
  useLive(trades, {
    invalidates: ({ id }) => ({ url: `/items/${id}` }),
    covers: [{ prefix: '/items/' }],
  })
  return null
}

async function openPage(): Promise<void> {
  const client = createEtagged({ baseUrl: API })
  const trades = serverSentEvents<Trade>(`${API}/trades`, { events: ['trade'] })
  render(
    <StrictMode>
      <EtaggedProvider client={client}>
        <Name id={1} />
        <Name id={2} />
        <Live trades={trades} />
      </EtaggedProvider>
    </StrictMode>,
  )
  await screen.findByText('one', {}, SOON)
  await screen.findByText('two', {}, SOON)
  await waitFor(() => expect(hearers).toHaveLength(1), SOON)
  asked.length = 0
}

function trade(id: number, name: string): void {
  names[id] = name
  act(() => hearers.at(-1)?.send({ event: 'trade', data: { id } }))
}

it('a trade asks for what was traded and for nothing else', async () => {
  await openPage()
  trade(1, 'ONE')
  await screen.findByText('ONE', {}, SOON)
  trade(2, 'TWO')
  await screen.findByText('TWO', {}, SOON)
  expect(asked).toEqual(['1', '2'])
  expect(hearers).toHaveLength(1)
})

it('what was missed while the stream was broken is asked for once', async () => {
  await openPage()
  names = { 1: 'ONE', 2: 'two' }
  act(() => hearers.at(-1)?.error())
  await screen.findByText('ONE', {}, SOON)
  expect(hearers).toHaveLength(2)
  trade(2, 'TWO')
  await screen.findByText('TWO', {}, SOON)
  expect(asked).toEqual(['1', '2', '2'])
}, 20_000)
