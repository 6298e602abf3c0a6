import { createCoinApi } from '@etagged/coin-api'
import { createEtagged } from '@etagged/core'
import type { CoinRow } from '@etagged/pumpfun'
import { coinQueries, EtaggedProvider } from '@etagged/react'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { renderCounts } from '../activity/render-counts.ts'
import { ApiContext } from '../api/use-api.ts'
import { CoinDetail } from './coin-detail.tsx'

const baseUrl = 'http://coins.test'
const LIST = { sort: 'market_cap', limit: 3 } as const
const UNKNOWN = '11111111111111111111111111111111'
const SOL = 1_000_000_000

type Failure = 'offline' | number | { readonly body: string }

let coins: ReturnType<typeof createCoinApi>
let failure: Failure | undefined
let paths: string[]
let held: Promise<void> | undefined
let queryClient: QueryClient

/** jsdom lays nothing out. */
class SixHundredWide implements ResizeObserver {
  readonly #tell: ResizeObserverCallback

  constructor(tell: ResizeObserverCallback) {
    this.#tell = tell
  }

  observe(): void {
    this.#tell([{ contentRect: { width: 600, height: 250 } } as ResizeObserverEntry], this)
  }

  unobserve(): void {}
  disconnect(): void {}
}

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', SixHundredWide)
  coins = createCoinApi({ clock: Date.now, tradesPerSecond: 0 })
  failure = undefined
  held = undefined
  paths = []
})

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  paths.push(pathname)
  if (pathname.startsWith('/coins/')) {
    await held
    if (failure === 'offline') throw new TypeError('Failed to fetch')
    if (typeof failure === 'number') return new Response('{}', { status: failure })
    if (failure !== undefined) return new Response(failure.body)
  }
  return coins.fetch(request)
}

/** Shows a coin, after the list if `isFromList`. */
function show(mint: string, isFromList = false): void {
  const client = createEtagged({
    baseUrl,
    fetch: (input, init) => answer(new Request(input, init)),
  })
  // Neither a stream nor a control: both are other tests' matter.
  const api = { baseUrl, fetch: async () => new Response('', { status: 404 }) }
  function Inside(): ReactNode {
    queryClient = useQueryClient()
    const [isOpen, setOpen] = useState(!isFromList)
    async function open(): Promise<void> {
      await queryClient.fetchQuery(coinQueries.list(LIST))
      setOpen(true)
    }
    if (isOpen) return <CoinDetail mint={mint} />
    return <button onClick={() => void open()}>Open</button>
  }
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() })
  render(
    <ApiContext value={api}>
      <RouterContextProvider router={router}>
        <EtaggedProvider client={client} user={null}>
          <Inside />
        </EtaggedProvider>
      </RouterContextProvider>
    </ApiContext>,
  )
}

const knownCoin = (): CoinRow['mint'] => coins.market.sortedBy('market_cap')[0]?.identity.mint ?? ''
const nameOf = (mint: string): string => coins.market.find(mint)?.identity.name.trim() ?? ''
const title = (): string => screen.getByRole('heading', { level: 1 }).textContent
const count = (component: string): number => renderCounts()[component] ?? 0
const isAtRest = (): void => expect(queryClient.isFetching()).toBe(0)

async function showKnown(): Promise<string> {
  const mint = knownCoin()
  show(mint)
  await waitFor(() => expect(title()).toContain(nameOf(mint)))
  await screen.findByRole('slider')
  await waitFor(isAtRest)
  return mint
}

describe('A coin', () => {
  it('is shown with its prices, and what cannot be known without it waits', async () => {
    const mint = await showKnown()
    expect(paths).toEqual([`/coins/${mint}`, `/candlesticks/${mint}`])
    expect(screen.getByText(/^Price from .+ lamports, .+; lowest .+, highest .+\.$/)).toBeDefined()
  })

  it('does not render again, nor its chart, when nothing has changed', async () => {
    await showKnown()
    const before = [count('CoinDetail'), count('PriceChart')]
    await act(() => queryClient.refetchQueries())
    await waitFor(isAtRest)
    expect(paths).toHaveLength(4)
    expect([count('CoinDetail'), count('PriceChart')]).toEqual(before)
  })

  it('renders once when it has changed', async () => {
    const mint = await showKnown()
    const before = count('CoinDetail')
    coins.market.trade(mint, 20 * SOL)
    await act(() => queryClient.refetchQueries(coinQueries.detail(mint)))
    await waitFor(isAtRest)
    expect(count('CoinDetail')).toBe(before + 1)
  })

  it('is what its row in a list tells, marked as partial, until it comes itself', async () => {
    const mint = knownCoin()
    const { promise, resolve } = Promise.withResolvers<void>()
    held = promise
    show(mint, true)
    fireEvent.click(await screen.findByText('Open'))
    await waitFor(() => expect(title()).toContain(nameOf(mint)))
    expect(document.querySelector('.facts')?.getAttribute('aria-busy')).toBe('true')
    expect(screen.getByText('From the list so far, asking the server.')).toBeDefined()
    expect(document.querySelector('.verdict')).toBeNull()
    expect(queryClient.getQueryData(coinQueries.detail(mint).queryKey)).toBeUndefined()

    await act(async () => resolve())
    await waitFor(() => expect(document.querySelector('.verdict')).not.toBeNull())
    expect(document.querySelector('.facts')?.getAttribute('aria-busy')).toBe('false')
  })

  it('stays what its row tells when the server has a fault', async () => {
    const mint = knownCoin()
    failure = 403
    show(mint, true)
    fireEvent.click(await screen.findByText('Open'))
    await screen.findByText(/\(403\).* From the list so far\.$/)
    expect(title()).toContain(nameOf(mint))
  })

  it('is not what its row tells once the server has said that there is none', async () => {
    failure = 404
    show(knownCoin(), true)
    fireEvent.click(await screen.findByText('Open'))
    await screen.findByText('Nobody here knows this coin')
    expect(screen.getByText(/\(404\)\. No data yet\.$/)).toBeDefined()
  })
})

describe('Without a coin to show, the page says', () => {
  it.each<readonly [string, string, Failure | undefined, string]>([
    ['that nobody knows it, after a 404', UNKNOWN, undefined, 'Nobody here knows this coin'],
    ['the same after an empty 200', UNKNOWN, { body: '' }, 'Nobody here knows this coin'],
    ['that this is no address, after a 400', UNKNOWN, 400, 'This is not the address of a coin'],
    ['the same of a mint that is none', 'nonsense', undefined, 'This is not the address of a coin'],
    ['that it cannot read the answer', UNKNOWN, { body: '[]' }, 'The server gave no coin'],
  ])('%s', async (_, mint, given, words) => {
    failure = given
    show(mint)
    await screen.findByText(words)
    expect(title()).toBe(words)
    expect(screen.getByText('To the board').getAttribute('href')).toBe('/')
    expect(paths).not.toContain(`/candlesticks/${mint}`)
  })
})

describe('The chart', () => {
  it('is walked through by keyboard, and tells each point', async () => {
    await showKnown()
    const slider = screen.getByRole('slider')
    const told = (): string => slider.getAttribute('aria-valuetext') ?? ''
    const points = Number(slider.getAttribute('aria-valuemax'))
    expect(slider.getAttribute('aria-valuenow')).toBe(String(points))
    const last = told()
    expect(last).toMatch(/^\d+ \w+, \d\d:\d\d: [\d.,]+ lamports$/)

    fireEvent.keyDown(slider, { key: 'Home' })
    expect(slider.getAttribute('aria-valuenow')).toBe('1')
    expect(told()).not.toBe(last)
    fireEvent.keyDown(slider, { key: 'ArrowRight' })
    expect(slider.getAttribute('aria-valuenow')).toBe('2')
    fireEvent.keyDown(slider, { key: 'Escape' })
    expect(told()).toBe(last)
  })

  it('keeps the former prices, marked, until those of another timeframe are there', async () => {
    const mint = await showKnown()
    const line = (): string => document.querySelector('.chart-line')?.getAttribute('d') ?? ''
    const former = line()
    fireEvent.click(screen.getByRole('button', { name: '1 h' }))
    expect(line()).toBe(former)
    expect(document.querySelector('.chart-shown')?.getAttribute('aria-busy')).toBe('true')
    await waitFor(() => expect(line()).not.toBe(former))
    expect(document.querySelector('.chart-shown')?.getAttribute('aria-busy')).toBe('false')
    expect(paths.filter((path) => path === `/candlesticks/${mint}`)).toHaveLength(2)
  })
})
