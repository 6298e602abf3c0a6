import { createEtagged, defineEndpoint, type Schema } from '@etagged/core'
import { encodeBase58, type Trade } from '@etagged/pumpfun'
import { EtaggedProvider, query } from '@etagged/react'
import { useQuery } from '@tanstack/react-query'
import {
  RouterContextProvider,
  createMemoryHistory,
  createRootRoute,
  createRouter,
} from '@tanstack/react-router'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, it } from 'vitest'
import { ApiContext } from '../api/use-api.ts'
import { CoinTrades } from './coin-trades.tsx'

const MINT = encodeBase58(new Uint8Array(32).fill(1))
const OTHER = encodeBase58(new Uint8Array(32).fill(2))
const BASE = 'http://coins.test/api'

interface Connection {
  readonly isOpen: () => boolean
  readonly send: (text: string) => void
}

let connections: Connection[]
let hasStream: boolean
/** The paths that were asked for. */
let asked: string[]

beforeEach(() => {
  connections = []
  hasStream = true
  asked = []
})

async function answer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const { pathname } = new URL(new Request(input, init).url)
  if (pathname !== '/api/stream/trades') {
    asked.push(pathname.replace('/api', ''))
    return Response.json([], { headers: { etag: '"1"' } })
  }
  if (!hasStream) return new Response('', { status: 404 })
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  connections.push({
    isOpen: () => init?.signal?.aborted === false,
    send: (text) => void writer.write(new TextEncoder().encode(text)),
  })
  return new Response(readable, { headers: { 'content-type': 'text/event-stream' } })
}

/** The tape beside an open coin. */
function show(): void {
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() })
  const client = createEtagged({ baseUrl: BASE, fetch: answer })
  render(
    <ApiContext value={{ baseUrl: BASE, fetch: answer }}>
      <EtaggedProvider client={client} user={null}>
        <RouterContextProvider router={router}>
          <Asking path={`/coins/${MINT}`} />
          <Asking path={`/candlesticks/${MINT}?timeframe=5`} />
          <Asking path={`/coins/${OTHER}`} />
          <Asking path={`/coins?searchTerm=${MINT}`} />
          <CoinTrades mint={MINT} />
        </RouterContextProvider>
      </EtaggedProvider>
    </ApiContext>,
  )
}

const anything: Schema = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
}

function Asking({ path }: { readonly path: string }): ReactNode {
  const { data } = useQuery(query(defineEndpoint({ path, response: anything }), {}))
  return data !== undefined && <p>There is {path}</p>
}

function send(mint: string, more: Partial<Trade> = {}): void {
  const signature = `${mint} ${asked.length} ${Math.random()}`
  const data = { signature, mint, sol_amount: 1_500_000_000, token_amount: 1, is_buy: true }
  const trade = { ...data, user: 'u', timestamp: 1, slot: 1, symbol: 'FROG', ...more }
  connections.at(-1)?.send(`id: 1\nevent: trade\ndata: ${JSON.stringify(trade)}\n\n`)
}

const shown = (): readonly string[] =>
  screen.queryAllByRole('listitem').map(({ textContent }) => textContent)

async function showOpen(): Promise<void> {
  show()
  await screen.findByText('Nobody has traded yet.')
  await waitFor(() => expect(screen.getAllByText(/There is/)).toHaveLength(4))
  asked.length = 0
}

it('The tape shows each trade, newest first, and is never read out by itself', async () => {
  await showOpen()
  act(() => send(OTHER))
  await waitFor(() => expect(shown()).toEqual(['FROG bought 1.5 SOL']))
  act(() => send(MINT, { is_buy: false, symbol: 'TOAD' }))
  await waitFor(() => expect(shown()).toEqual(['TOAD sold 1.5 SOL', 'FROG bought 1.5 SOL']))
  expect(screen.getByRole('list').getAttribute('aria-live')).toBe('off')
  expect(screen.getAllByRole('listitem')[0]?.getAttribute('aria-current')).toBe('true')
})

it("A trade of the open coin asks anew for that coin and its prices, another's for nothing", async () => {
  await showOpen()
  act(() => send(OTHER))
  await waitFor(() => expect(shown()).toHaveLength(1))
  expect(asked).toEqual([])
  act(() => send(MINT))
  await waitFor(() => expect(asked).toEqual([`/coins/${MINT}`, `/candlesticks/${MINT}`]))
})

it('A pause ends the stream, and going on opens another', async () => {
  await showOpen()
  fireEvent.click(screen.getByRole('button', { name: 'Pause the trades' }))
  expect(connections.map(({ isOpen }) => isOpen())).toEqual([false])
  expect(screen.getByText('Paused.')).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Go on with the trades' }))
  await screen.findByText('Nobody has traded yet.')
  expect(connections.map(({ isOpen }) => isOpen())).toEqual([false, true])
})

it('There is no tape where the API has no stream', async () => {
  hasStream = false
  show()
  await waitFor(() => expect(screen.queryByText('Trades')).toBeNull())
})
