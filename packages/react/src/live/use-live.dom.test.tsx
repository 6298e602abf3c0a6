import type { Target } from '@etagged/core'
import { focusManager, onlineManager, useQuery } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { Activity, type ReactNode, StrictMode, useEffect } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { needsActivity } from '../activity.test-fixture.ts'
import { item } from '../endpoints.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import { openStage, type Stage } from '../virtual-origin.test-fixture.ts'
import type { LiveSource } from './live-source.ts'
import { type ScriptedSource, scriptedSource } from './scripted-source.test-fixture.ts'
import { collectUncaught } from './uncaught.test-tool.ts'
import { useLive } from './use-live.ts'

/** What the stream tells of an item. */
interface Trade {
  readonly id: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND
/** Whatever asks once more was told to. */
const FRESH = { status: 200, fields: { 'cache-control': 'max-age=86400' } }

afterEach(() => {
  focusManager.setFocused(undefined)
  onlineManager.setOnline(true)
  vi.useRealTimers()
  vi.restoreAllMocks()
})

interface Page extends Stage {
  readonly trades: ScriptedSource<Trade>
  readonly show: (content: ReactNode, user?: string | null) => Promise<void>
  readonly unmount: () => void
  /** The same, within `act`. */
  readonly wait: (ms: number) => Promise<void>
  readonly trade: (id: number) => void
}

async function openPage(
  content: (trades: LiveSource<Trade>) => ReactNode,
  user: string | null | undefined = null,
): Promise<Page> {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const stage = openStage()
  stage.answer = FRESH
  const trades = scriptedSource<Trade>()
  const tree = (node: ReactNode, as: string | null | undefined): ReactNode => (
    <EtaggedProvider client={stage.client} user={as}>
      {node}
    </EtaggedProvider>
  )
  const { rerender, unmount } = render(tree(content(trades), user))
  const wait = (ms: number): Promise<void> => act(() => stage.pass(ms))
  await wait(SECOND)
  return Object.assign(stage, {
    trades,
    wait,
    unmount,
    async show(node: ReactNode, as: string | null | undefined = user) {
      rerender(tree(node, as))
      await wait(SECOND)
    },
    trade: (id: number) => act(() => trades.latest().send({ id })),
  })
}

/** What was asked for since then. */
function since({ askedFor }: Stage, length: number): readonly number[] {
  return askedFor.slice(length)
}

function Shown({ id }: { readonly id: number }): ReactNode {
  return <p>{useQuery(query(item, { id }, { refetchOnWindowFocus: false })).data?.name}</p>
}

interface LiveProps {
  readonly trades: LiveSource<Trade>
  readonly covers?: readonly Target[]
  readonly throttle?: number
}

const ALL_ITEMS: readonly Target[] = [{ prefix: '/items/' }]

function Live({ trades, covers = ALL_ITEMS, throttle = 1000 }: LiveProps): ReactNode {
  useLive(trades, { invalidates: ({ id }) => ({ url: `/items/${id}` }), covers, throttle })
  return null
}

const board = (trades: LiveSource<Trade>): ReactNode => (
  <>
    <Shown id={1} />
    <Shown id={2} />
    <Live trades={trades} />
  </>
)

describe('An event', () => {
  it('asks for what it names, once, and for nothing else', async () => {
    const page = await openPage(board)
    act(() => page.trades.latest().open())
    await page.wait(SECOND)
    expect(page.askedFor).toEqual([1, 2])
    page.trade(1)
    await page.wait(MINUTE)
    expect(since(page, 2)).toEqual([1])
  })

  it('of what nobody looks at makes it stale, and asks for nothing', async () => {
    const page = await openPage(board)
    await Promise.all([page.client.json('/items/3'), page.wait(SECOND)])
    const { length } = page.askedFor
    act(() => page.trades.latest().open())
    page.trade(3)
    await page.wait(MINUTE)
    expect(since(page, length)).toEqual([])
    const held = await page.client.peek('/items/3')
    expect(held?.freshness.ttl).toBeLessThanOrEqual(0)
  })

  it('may name several, or none', async () => {
    function Both({ trades }: LiveProps): ReactNode {
      useLive(trades, {
        invalidates({ id }) {
          if (id === 5) return undefined
          return id === 6 ? [] : [{ url: '/items/1' }, { url: '/items/2' }]
        },
        covers: [],
      })
      return null
    }
    const page = await openPage((trades) => (
      <>
        <Shown id={1} />
        <Shown id={2} />
        <Both trades={trades} />
      </>
    ))
    act(() => page.trades.latest().open())
    page.trade(5)
    page.trade(6)
    await page.wait(MINUTE)
    expect(since(page, 2)).toEqual([])
    page.trade(7)
    await page.wait(MINUTE)
    expect(since(page, 2)).toEqual([1, 2])
  })

  it('is judged by what was rendered last', async () => {
    function Picky({ trades, id }: LiveProps & { readonly id: number }): ReactNode {
      useLive(trades, { invalidates: () => ({ url: `/items/${id}` }), covers: [] })
      return <Shown id={id} />
    }
    const page = await openPage((trades) => <Picky trades={trades} id={1} />)
    act(() => page.trades.latest().open())
    await page.show(<Picky trades={page.trades} id={2} />)
    expect(page.trades.connections).toHaveLength(1)
    const { length } = page.askedFor
    page.trade(9)
    await page.wait(MINUTE)
    expect(since(page, length)).toEqual([2])
  })

  it('on which the app fails is reported, and the next is heard', async () => {
    const uncaught = collectUncaught()
    function Failing({ trades }: LiveProps): ReactNode {
      useLive(trades, {
        invalidates({ id }) {
          if (id === 0) throw new Error('mine')
          return { url: id === 1 ? '/items/1' : 'https://user:password@api.test/' }
        },
        covers: [],
      })
      return <Shown id={1} />
    }
    const page = await openPage((trades) => <Failing trades={trades} />)
    act(() => page.trades.latest().open())
    page.trade(0)
    page.trade(1)
    page.trade(2)
    await page.wait(MINUTE)
    expect(since(page, 1)).toEqual([1])
    expect(uncaught).toEqual([new Error('mine'), expect.objectContaining({ code: 'usage' })])
  })
})

describe('Many events', () => {
  it('of one item ask at most once a second, and for the last of them, too', async () => {
    const page = await openPage(board)
    act(() => page.trades.latest().open())
    const { length } = page.asked
    for (let event = 0; event < 200; event++) {
      page.trade(1)
      await page.wait(50)
    }
    await page.wait(MINUTE)
    const times = page.asked.slice(length)
    expect(new Set(since(page, length))).toEqual(new Set([1]))
    expect(times).toHaveLength(11)
    for (const [index, at] of times.slice(1).entries()) {
      expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(SECOND)
    }
    expect(page.aborted).toBe(0)
  })

  it('do not begin a request anew before it has ended, however slow it is', async () => {
    const page = await openPage(board)
    act(() => page.trades.latest().open())
    page.latency = 3000
    const { length } = page.asked
    for (let event = 0; event < 200; event++) {
      page.trade(1)
      await page.wait(50)
    }
    await page.wait(MINUTE)
    expect(page.aborted).toBe(0)
    const times = page.asked.slice(length)
    expect(times.length).toBeGreaterThanOrEqual(4)
    for (const [index, at] of times.slice(1).entries()) {
      expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(3000)
    }
  })

  it('are not held back by one item whose request hangs, nor for ever by their own', async () => {
    const page = await openPage(board)
    act(() => page.trades.latest().open())
    page.latency = 86_400_000
    const { length } = page.asked
    page.trade(1)
    page.trade(1)
    await page.wait(SECOND)
    page.latency = 300
    page.trade(2)
    page.trade(2)
    await page.wait(8 * SECOND)
    expect(since(page, length)).toEqual([1, 2, 2])
    await page.wait(3 * SECOND)
    expect(since(page, length)).toEqual([1, 2, 2, 1])
  })

  it('wait as long as throttle says', async () => {
    const page = await openPage((trades) => (
      <>
        <Shown id={1} />
        <Live trades={trades} throttle={5000} />
      </>
    ))
    act(() => page.trades.latest().open())
    page.trade(1)
    page.trade(1)
    await page.wait(4999)
    expect(since(page, 1)).toEqual([1])
    // A query that is invalidated asks in the next turn.
    await page.wait(2)
    expect(since(page, 1)).toEqual([1, 1])
  })

  it('are not lost when whoever heard them leaves', async () => {
    const page = await openPage(board)
    act(() => page.trades.latest().open())
    const { length } = page.askedFor
    page.trade(1)
    page.trade(1)
    await page.show(
      <>
        <Shown id={1} />
        <Shown id={2} />
      </>,
    )
    expect(page.trades.latest().isClosed).toBe(true)
    await page.wait(1)
    expect(since(page, length)).toEqual([1, 1])
  })

  it('leave no error when the client is closed meanwhile', async () => {
    const uncaught = collectUncaught()
    const page = await openPage(board)
    act(() => page.trades.latest().open())
    page.trade(1)
    page.trade(1)
    page.unmount()
    await page.client.close()
    await page.wait(MINUTE)
    expect(uncaught).toEqual([])
  })
})

describe('A connection', () => {
  it('is one for all components, who name an item once', async () => {
    const page = await openPage((trades) => (
      <>
        {board(trades)}
        <Live trades={trades} covers={[{ url: '/items/1' }, { prefix: '/items/' }]} />
        <Live trades={trades} />
      </>
    ))
    expect(page.trades.connections).toHaveLength(1)
    act(() => page.trades.latest().open())
    page.trade(1)
    await page.wait(MINUTE)
    expect(since(page, 2)).toEqual([1])
    await page.show(board(page.trades))
    expect(page.trades.connections).toHaveLength(1)
    expect(page.trades.latest().isClosed).toBe(false)
    await page.show(null)
    expect(page.trades.latest().isClosed).toBe(true)
  })

  it('is one in StrictMode, too, and is closed with the page', async () => {
    const stage = openStage()
    const trades = scriptedSource<Trade>()
    const effects: string[] = []
    function Witness(): ReactNode {
      useEffect(() => {
        effects.push('begin')
        return () => void effects.push('end')
      }, [])
      return null
    }
    const { unmount } = render(
      <StrictMode>
        <EtaggedProvider client={stage.client}>
          <Live trades={trades} />
          <Witness />
        </EtaggedProvider>
      </StrictMode>,
    )
    await act(() => stage.pass(SECOND))
    expect(effects).toEqual(['begin', 'end', 'begin'])
    expect(trades.connections).toHaveLength(1)
    expect(trades.latest().isClosed).toBe(false)
    unmount()
    await act(() => stage.pass(SECOND))
    expect(trades.latest().isClosed).toBe(true)
  })

  it('that breaks comes back, and then all that it covers is validated once', async () => {
    const page = await openPage(board)
    act(() => page.trades.latest().open())
    for (const connections of [2, 3]) {
      const { length } = page.askedFor
      act(() => page.trades.latest().break())
      await page.wait(30 * SECOND)
      expect(page.trades.connections).toHaveLength(connections)
      expect(since(page, length)).toEqual([])
      act(() => page.trades.latest().open())
      await page.wait(MINUTE)
      expect(since(page, length)).toEqual([1, 2])
    }
  })

  it('that opens again and again validates no more often than throttle says', async () => {
    const page = await openPage((trades) => (
      <>
        <Shown id={1} />
        <Live trades={trades} throttle={MINUTE} />
      </>
    ))
    act(() => page.trades.latest().open())
    for (let failure = 0; failure < 10; failure++) {
      page.trade(2)
      act(() => page.trades.latest().break())
      await page.wait(SECOND)
      act(() => page.trades.latest().open())
    }
    expect(page.trades.connections).toHaveLength(11)
    expect(since(page, 1)).toEqual([1])
    await page.wait(10 * MINUTE)
    expect(since(page, 1)).toEqual([1, 1])
  })

  it('rests while the page is offline, and comes back with it', async () => {
    const page = await openPage(board)
    act(() => page.trades.latest().open())
    act(() => onlineManager.setOnline(false))
    expect(page.trades.latest().isClosed).toBe(true)
    await page.wait(10 * MINUTE)
    expect(page.trades.connections).toHaveLength(1)
    act(() => onlineManager.setOnline(true))
    expect(page.trades.connections).toHaveLength(2)
    await page.wait(SECOND)
    const { length } = page.askedFor
    act(() => page.trades.latest().open())
    await page.wait(MINUTE)
    expect(since(page, length)).toEqual([1, 2])
  })

  it('lasts for 10 s in a hidden page, and when that is shown all is validated once', async () => {
    const page = await openPage(board)
    act(() => page.trades.latest().open())
    act(() => focusManager.setFocused(false))
    await page.wait(9999)
    expect(page.trades.latest().isClosed).toBe(false)
    await page.wait(1)
    expect(page.trades.latest().isClosed).toBe(true)
    await page.wait(10 * MINUTE)
    expect(page.trades.connections).toHaveLength(1)
    expect(since(page, 2)).toEqual([])
    act(() => focusManager.setFocused(true))
    act(() => page.trades.latest().open())
    await page.wait(MINUTE)
    expect(page.trades.connections).toHaveLength(2)
    expect(since(page, 2)).toEqual([1, 2])
  })

  it('is not in the way of the back-forward cache', async () => {
    const page = await openPage(board)
    act(() => page.trades.latest().open())
    act(() => void window.dispatchEvent(new Event('pagehide')))
    expect(page.trades.latest().isClosed).toBe(true)
    act(() => void window.dispatchEvent(new Event('pageshow')))
    expect(page.trades.connections).toHaveLength(2)
    act(() => page.trades.latest().open())
    await page.wait(MINUTE)
    expect(since(page, 2)).toEqual([1, 2])
    page.unmount()
    await page.wait(SECOND)
    act(() => void window.dispatchEvent(new Event('pageshow')))
    expect(page.trades.connections).toHaveLength(2)
  })

  it('of a tree that <Activity> hides is closed, and when it is shown all is validated once', async (context) => {
    needsActivity(context)
    const shown = (mode: 'visible' | 'hidden') => (trades: LiveSource<Trade>) => (
      <>
        <Shown id={1} />
        <Activity mode={mode}>
          <Live trades={trades} />
        </Activity>
      </>
    )
    const page = await openPage(shown('visible'))
    act(() => page.trades.latest().open())
    await page.show(shown('hidden')(page.trades))
    expect(page.trades.latest().isClosed).toBe(true)
    await page.show(shown('visible')(page.trades))
    expect(page.trades.connections).toHaveLength(2)
    act(() => page.trades.latest().open())
    await page.wait(MINUTE)
    expect(since(page, 1)).toEqual([1])
  })

  it('ends with its session: the next user has one of his own, and hears nothing of the former', async () => {
    const page = await openPage(board, 'alice')
    act(() => page.trades.latest().open())
    const hers = page.trades.latest()
    page.trade(1)
    await page.wait(300)
    page.trade(1)
    await page.show(board(page.trades), 'bob')
    expect(page.trades.connections).toHaveLength(2)
    expect(hers.isClosed).toBe(true)
    act(() => page.trades.latest().open())
    act(() => hers.send({ id: 2 }))
    await page.wait(MINUTE)
    const [asAlice, asBob] = [
      [1, 2, 1],
      [1, 2],
    ]
    expect(page.askedFor).toEqual([...asAlice, ...asBob])
    page.trade(1)
    await page.wait(MINUTE)
    expect(page.askedFor).toEqual([...asAlice, ...asBob, 1])
  })

  it('ends in the step in which the client signs in another, and the next begins', async () => {
    const page = await openPage(board, 'alice')
    act(() => page.trades.latest().open())
    const hers = page.trades.latest()
    await act(() => page.client.signOut())
    await page.wait(SECOND)
    expect(hers.isClosed).toBe(true)
    expect(page.trades.connections).toHaveLength(2)
  })

  it('waits, as queries do, while nobody knows who the user is', async () => {
    const stage = openStage()
    const trades = scriptedSource<Trade>()
    const tree = (user: string | undefined): ReactNode => (
      <EtaggedProvider client={stage.client} user={user}>
        {board(trades)}
      </EtaggedProvider>
    )
    const { rerender } = render(tree(undefined))
    await act(() => stage.pass(SECOND))
    expect(trades.connections).toHaveLength(0)
    rerender(tree('alice'))
    await act(() => stage.pass(SECOND))
    expect(trades.connections).toHaveLength(1)
  })
})

it('outside of EtaggedProvider it throws', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(() => render(<Live trades={scriptedSource<Trade>()} />)).toThrow('EtaggedProvider')
})
