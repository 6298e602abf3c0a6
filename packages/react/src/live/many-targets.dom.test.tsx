import { defineEndpoint, type EtaggedOptions } from '@etagged/core'
import { createMemoryDisk } from '@etagged/core/testing'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Item, trusting } from '../endpoints.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import { validateFor } from '../validate-in-time.ts'
import { openStage } from '../virtual-origin.test-fixture.ts'
import { scriptedSource } from './scripted-source.test-fixture.ts'
import { useLive } from './use-live.ts'

interface Trade {
  readonly row: number
}

const ROWS = Array.from({ length: 50 }, (_, index) => `row:${index}`)
const SECOND = 1000

/** One query that is named by fifty targets. */
const board = defineEndpoint({
  path: '/boards/:id',
  response: trusting<Item>(),
  tags: () => ROWS,
})

afterEach(() => {
  vi.useRealTimers()
})

/** A page that shows a board, and hears of its rows. */
async function openBoard(options?: EtaggedOptions) {
  const stage = openStage(options)
  const trades = scriptedSource<Trade>()
  const queryClients: QueryClient[] = []
  function Board(): ReactNode {
    queryClients.push(useQueryClient())
    useLive(trades, { invalidates: ({ row }) => ({ tag: `row:${row}` }), covers: [] })
    return (
      <p>version {useQuery(query(board, { id: 1 }, { refetchOnWindowFocus: false })).data?.id}</p>
    )
  }
  render(
    <EtaggedProvider client={stage.client} user={null}>
      <Board />
    </EtaggedProvider>,
  )
  const wait = (ms: number): Promise<void> => act(() => stage.pass(ms))
  stage.latency = 100
  await wait(5 * SECOND)
  act(() => trades.latest().open())
  stage.asked.length = 0
  const trade = (row: number): void => act(() => trades.latest().send({ row }))
  const queryClient = (): QueryClient => {
    const [first] = queryClients
    if (first === undefined) throw new Error('Nothing was rendered')
    return first
  }
  return { stage, queryClient, wait, trade }
}

describe('A query that many targets name', () => {
  it.each([
    { says: '', options: {} },
    {
      says: ', also where only the disk knows of it',
      options: { store: createMemoryDisk().persistence, memory: { maxBytes: 0 }, tabs: false },
    },
  ] as const)(
    'is answered by an API that is slower than the events, and asks once a second$says',
    async ({ options }) => {
      const { stage, wait, trade } = await openBoard(options)
      const start = stage.now()
      stage.changes = Array.from({ length: 60 }, (_, index) => start + index * 50)
      for (let event = 0; event < 60; event++) {
        trade(event % ROWS.length)
        await wait(50)
      }
      expect(stage.aborted).toBe(0)
      expect(stage.asked.length).toBeGreaterThan(1)
      for (const [index, at] of stage.asked.slice(1).entries()) {
        expect(at - (stage.asked[index] ?? 0)).toBeGreaterThanOrEqual(SECOND)
      }
      expect(screen.getByText(/version/).textContent).not.toBe('version 0')
      await wait(2 * SECOND)
      expect(screen.getByText(/version/).textContent).toBe('version 60')
    },
  )

  it('asks once more when a flight that somebody else began has ended', async () => {
    const { stage, queryClient, wait, trade } = await openBoard()
    void queryClient().refetchQueries()
    await wait(60)
    stage.changes = [stage.now()]
    trade(1)
    await wait(2 * SECOND)
    expect(stage.aborted).toBe(0)
    expect(stage.asked).toHaveLength(2)
    expect(screen.getByText(/version/).textContent).toBe('version 1')
  })

  it('is due until what it was asked for by is answered, however it is asked', async () => {
    const { stage, queryClient, wait, trade } = await openBoard()
    trade(1)
    await wait(60)
    stage.changes = [stage.now()]
    const [shown] = queryClient().getQueryCache().getAll()
    if (shown !== undefined) validateFor('another-tab', shown)
    await wait(SECOND)
    expect(shown?.state.isInvalidated === true || stage.asked.length === 2).toBe(true)
    await wait(SECOND)
    expect(screen.getByText(/version/).textContent).toBe('version 1')
    expect(stage.asked).toHaveLength(2)
  })

  it('waits for what was told to wait, and for no request longer than 10 s', async () => {
    const { stage, wait, trade } = await openBoard()
    stage.answer = { status: 503, fields: { 'retry-after': '20' } }
    trade(1)
    await wait(SECOND)
    trade(2)
    await wait(15 * SECOND)
    expect(stage.asked).toHaveLength(1)
    stage.answer = { status: 200 }
    await wait(30 * SECOND)
    expect(stage.asked.length).toBeGreaterThan(1)
    expect(stage.aborted).toBe(0)
  })

  it.each([
    {
      because: 'another-tab',
      aborted: 0,
      says: 'is let alone by another tab, which may hear the same',
    },
    {
      because: 'unsafe-method',
      aborted: 1,
      says: 'is called off by a write, which nobody may overlook',
    },
    {
      because: 'app',
      aborted: 1,
      says: 'is called off by the app, whose mutations invalidate by that, too',
    },
  ] as const)('$says', async ({ because, aborted }) => {
    const { stage, queryClient, wait, trade } = await openBoard()
    trade(1)
    await wait(50)
    for (const each of queryClient().getQueryCache().getAll()) validateFor(because, each)
    await wait(2 * SECOND)
    expect(stage.aborted).toBe(aborted)
    expect(stage.asked).toHaveLength(2)
  })
})
