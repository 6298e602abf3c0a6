import type { Quota } from '@etagged/core'
import { focusManager, QueryClientProvider, QueryObserver, useQuery } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { Activity, type ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { needsActivity } from '../activity.test-fixture.ts'
import { item } from '../endpoints.test-fixture.ts'
import { query } from '../query.ts'
import { openStage, type Stage } from '../virtual-origin.test-fixture.ts'
import { polling } from './polling.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

afterEach(() => {
  focusManager.setFocused(undefined)
  vi.useRealTimers()
})

/** Ms between an answer and the next question, each time. */
function pausesOf({ asked }: Stage): readonly number[] {
  return asked.slice(1).map((at, index) => at - (asked[index] ?? 0) - 300)
}

function lastPause(stage: Stage): number {
  return pausesOf(stage).at(-1) ?? 0
}

describe('polling', () => {
  it('asks at first at twice the interval, ever less often while nothing changes, up to longest', async () => {
    const stage = openStage()
    stage.watch(1, { refetchInterval: polling({ interval: 5000, longest: 40_000 }) })
    await stage.pass(HOUR)
    const pauses = pausesOf(stage)
    expect(pauses[0]).toBe(10_300)
    expect(pauses.every((pause, index) => pause >= (pauses[index - 1] ?? 0))).toBe(true)
    expect(pauses.at(-1)).toBe(40_000)
  })

  it('waits for 12 intervals at most, if nothing else is said', async () => {
    const stage = openStage()
    stage.watch(1, { refetchInterval: polling({ interval: 2000 }) })
    await stage.pass(HOUR)
    expect(lastPause(stage)).toBe(24_000)
  })

  it('asks more often when each answer is another, and never more often than interval', async () => {
    const stage = openStage()
    stage.changes = Array.from({ length: 1000 }, (_, index) => index * 1000)
    stage.watch(1, { refetchInterval: polling({ interval: 5000 }) })
    await stage.pass(15 * MINUTE)
    const pauses = pausesOf(stage)
    expect(pauses.every((pause, index) => pause <= (pauses[index - 1] ?? Infinity))).toBe(true)
    expect(pauses.at(-1)).toBe(5000)
  })

  it('learns for the query, whoever renders it how often, and with which function', async () => {
    const stage = openStage()
    const { queryClient } = stage
    const options = () => query(item, { id: 1 }, { refetchInterval: polling() })
    const observer = new QueryObserver(queryClient, options())
    const leave = observer.subscribe(() => {})
    for (let second = 0; second < 600; second++) {
      await stage.pass(1000)
      observer.setOptions(options())
    }
    leave()
    const often = stage.asked
    const alone = openStage()
    alone.watch(1, { refetchInterval: polling() })
    await alone.pass(600_000)
    expect(often).toEqual(alone.asked)
  })

  it('of two options for one query each has its own interval, and the shorter asks', async () => {
    const stage = openStage()
    stage.watch(1, { refetchInterval: polling({ interval: 5000, longest: 5000 }) })
    stage.watch(1, { refetchInterval: polling({ interval: 2000, longest: 2000 }) })
    await stage.pass(MINUTE)
    expect(new Set(pausesOf(stage))).toEqual(new Set([2000]))
  })

  it('learns of queries that are not of etagged, too', async () => {
    const stage = openStage()
    const asked: number[] = []
    const observer = new QueryObserver(stage.queryClient, {
      queryKey: ['plain'],
      queryFn: () => asked.push(stage.now()) && { same: true },
      refetchInterval: polling(),
    })
    observer.subscribe(() => {})
    await stage.pass(HOUR)
    expect((asked.at(-1) ?? 0) - (asked.at(-2) ?? 0)).toBe(60_000)
  })

  it.each([5, 999, NaN])('takes milliseconds, and refuses an interval of %s', (interval) => {
    expect(() => polling({ interval })).toThrow('milliseconds')
  })

  it('refuses a longest interval that is shorter than the shortest', () => {
    expect(() => polling({ interval: 5000, longest: 60 })).toThrow('milliseconds')
  })
})

describe('Nothing is asked', () => {
  it('before the response is stale, though that be after the longest interval', async () => {
    const stage = openStage()
    stage.answer = { status: 200, fields: { 'cache-control': 'max-age=90' } }
    stage.watch(1, { refetchInterval: polling({ interval: 5000, longest: 30_000 }) })
    await stage.pass(10 * MINUTE)
    expect(stage.asked.length).toBeGreaterThan(5)
    for (const pause of pausesOf(stage)) expect(pause).toBeGreaterThanOrEqual(90_000 - 300)
    for (const pause of pausesOf(stage)) expect(pause).toBeLessThanOrEqual(91_000)
  })

  it('of a response that is fresh for a year, whose timer would run out at once', async () => {
    const stage = openStage()
    stage.answer = { status: 200, fields: { 'cache-control': 'max-age=31536000' } }
    stage.watch(1, { refetchInterval: polling() })
    await stage.pass(HOUR)
    expect(stage.asked).toHaveLength(1)
  })

  it('in a hidden page, whose one timer goes on as before', async () => {
    const stage = openStage()
    const next = polling()
    let started = 0
    stage.watch(1, {
      refetchInterval(found) {
        started++
        return next(found)
      },
    })
    await stage.pass(MINUTE)
    focusManager.setFocused(false)
    const { length } = stage.asked
    const before = started
    await stage.pass(HOUR)
    expect(stage.asked).toHaveLength(length)
    expect(started).toBe(before)

    focusManager.setFocused(true)
    await stage.pass(1000)
    expect(stage.asked).toHaveLength(length + 1)
    await stage.pass(2 * MINUTE)
    expect(stage.asked.length).toBeGreaterThan(length + 1)
  })

  it('by a tree that <Activity> hides, and once when it is shown', async (context) => {
    needsActivity(context)
    const stage = openStage()
    function Polled(): ReactNode {
      return useQuery(query(item, { id: 1 }, { refetchInterval: polling() })).data?.name
    }
    const page = (mode: 'visible' | 'hidden'): ReactNode => (
      <QueryClientProvider client={stage.queryClient}>
        <Activity mode={mode}>
          <Polled />
        </Activity>
      </QueryClientProvider>
    )
    const { rerender } = render(page('visible'))
    await act(() => stage.pass(MINUTE))
    const { length } = stage.asked
    expect(length).toBeGreaterThan(3)
    rerender(page('hidden'))
    await act(() => stage.pass(HOUR))
    expect(stage.asked).toHaveLength(length)
    rerender(page('visible'))
    await act(() => stage.pass(1000))
    expect(stage.asked).toHaveLength(length + 1)
  })

  it('faster than each failure after another allows, up to longest; an answer ends that', async () => {
    const stage = openStage()
    stage.watch(1, { refetchInterval: polling(), retry: false })
    await stage.pass(1000)
    stage.answer = { status: 500 }
    await stage.pass(5 * MINUTE)
    expect(pausesOf(stage)).toEqual([10_300, 20_600, 41_200, 60_000, 60_000, 60_000])
    stage.answer = { status: 200 }
    await stage.pass(3 * MINUTE)
    expect(lastPause(stage)).toBeLessThan(20_000)
  })

  it('before the origin wants to be asked again', async () => {
    const stage = openStage()
    stage.answer = { status: 503, fields: { 'retry-after': '120' } }
    stage.watch(1, { refetchInterval: polling(), retry: false })
    await stage.pass(3 * MINUTE)
    expect(pausesOf(stage)).toEqual([120_000])
  })
})

describe("The origin's quota", () => {
  const paced: { seconds: Record<string, number> } = { seconds: {} }
  let looks = 0
  const quota: Quota = {
    watch: (network) => network,
    turn: () => Promise.resolve(() => {}),
    look() {},
    // Time goes by between two looks.
    paceOf: (url) => (paced.seconds[new URL(url).pathname] ?? 0) * (1 + (looks++ % 7) / 10_000),
    buckets: () => [],
    subscribe: () => () => {},
  }

  it('sets the pace where that is slower', async () => {
    paced.seconds = { '/items/1': 30 }
    const stage = openStage({ quota })
    stage.watch(1, { refetchInterval: polling() })
    await stage.pass(5 * MINUTE)
    expect(pausesOf(stage)).toHaveLength(9)
    for (const pause of pausesOf(stage)) expect(Math.round(pause / 1000)).toBe(30)
  })

  it('may change at each look: a render does not begin the wait anew', async () => {
    const stage = openStage({ quota })
    const options = () => query(item, { id: 1 }, { refetchInterval: polling() })
    const observer = new QueryObserver(stage.queryClient, options())
    observer.subscribe(() => {})
    for (let second = 0; second < 120; second++) {
      paced.seconds = { '/items/1': 20 + second / 1000 }
      await stage.pass(1000)
      observer.setOptions(options())
    }
    expect(stage.asked).toHaveLength(6)
  })

  it('is shared by all that are polled at the same pace, and by no others', async () => {
    paced.seconds = {
      '/items/1': 30,
      '/items/2': 30,
      '/items/3': 30,
      '/items/4': 17,
      '/items/5': 30,
    }
    const stage = openStage({ quota })
    const leave = [1, 2, 3, 4].map((id) =>
      stage.watch(id, { refetchInterval: polling({ longest: 5000 }) }),
    )
    stage.watch(5, { refetchInterval: 24 * HOUR })

    async function inTwentyMinutes(): Promise<number> {
      // What was scheduled for the others before they left.
      await stage.pass(5 * MINUTE)
      const { length } = stage.askedFor
      await stage.pass(20 * MINUTE)
      return stage.askedFor.slice(length).filter((id) => id !== 4).length
    }

    const asThree = await inTwentyMinutes()
    leave[0]?.()
    leave[1]?.()
    const asOne = await inTwentyMinutes()
    for (const count of [asThree, asOne]) {
      expect(count).toBeGreaterThan(36)
      expect(count).toBeLessThanOrEqual(40)
    }
  })
})
