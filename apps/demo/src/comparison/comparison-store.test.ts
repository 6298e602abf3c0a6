import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type Comparison,
  type ComparisonStore,
  createComparison,
  type Meter,
} from './comparison-store.ts'
import type { Reader } from './readers.ts'

const LIST = '/coins?sort=market_cap&order=DESC&limit=50'

const soon = { interval: 1 }

interface Timer {
  readonly run: () => void
  readonly ms: number
}

let now: number
let timers: Set<Timer>
let isVisible: boolean
let tellVisibility: () => void
let asked: string[]
let stored: unknown
let fault: Error | undefined
let held: PromiseWithResolvers<void> | undefined
let forgets: PromiseWithResolvers<void> | undefined
let cacheModes: RequestCache[]
let store: ComparisonStore

/** Answers take 10 ms and cost these bytes; what is there already is there after 1 ms. */
function readerOf(side: string, bytes: number, meter: Meter, cache: () => RequestCache): Reader {
  return {
    async peek() {
      now += 1
      return side === 'with' ? stored : undefined
    },
    async read(path) {
      asked.push(`${side} ${path}`)
      cacheModes.push(cache())
      await held?.promise
      now += 10
      if (fault !== undefined) throw fault
      meter.onTransfer(bytes)
      meter.onParse()
      return path === LIST ? ['a', 'b', 'c', 'd'].map((mint) => ({ mint })) : {}
    },
    async close() {
      asked.push(`${side} close`)
    },
    async forget() {
      asked.push(`${side} forget`)
      await forgets?.promise
    },
  }
}

beforeEach(() => {
  now = 0
  timers = new Set()
  isVisible = true
  asked = []
  cacheModes = []
  stored = undefined
  fault = undefined
  held = undefined
  forgets = undefined
  store = createComparison({
    open: {
      without: (meter, cache) => readerOf('without', 1000, meter, cache),
      with: (meter, cache) => readerOf('with', 100, meter, cache),
    },
    clock: () => now,
    schedule(run, ms) {
      const timer = { run, ms }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    visibility: {
      isVisible: () => isVisible,
      subscribe(listener) {
        tellVisibility = listener
        return () => undefined
      },
    },
  })
})

const shown = (): Comparison => store.current()

/** The round that is under way comes to its end. */
const roundEnds = (): Promise<void> => vi.waitFor(() => expect(timers.size).toBe(1), soon)

async function nextRound(): Promise<void> {
  const [timer] = timers
  timers.clear()
  timer?.run()
  await roundEnds()
}

describe('The comparison', () => {
  it('reads nothing before it is started', () => {
    expect(asked).toEqual([])
    expect(shown()).toMatchObject({ isRunning: false, rounds: [] })
  })

  it('reads the list and three of its coins, first without, then with', async () => {
    store.start()
    await roundEnds()
    const paths = [LIST, '/coins/a', '/coins/b', '/coins/c']
    expect(asked).toEqual(
      ['without', 'with'].flatMap((side) => paths.map((path) => `${side} ${path}`)),
    )
    expect(shown().figures).toEqual({
      without: { bytes: 4000, requests: 4, parses: 4, firstData: 11 },
      with: { bytes: 400, requests: 4, parses: 4, firstData: 11 },
    })
  })

  it('adds up round by round, and keeps the time of the first data', async () => {
    store.start()
    await roundEnds()
    await nextRound()
    expect(shown().rounds).toEqual([
      { without: 4000, with: 400 },
      { without: 8000, with: 800 },
    ])
    expect(shown().figures.without).toMatchObject({ bytes: 8000, requests: 8, firstData: 11 })
  })

  it('takes what is on disk for the first data, before the API has answered', async () => {
    stored = []
    store.start()
    await roundEnds()
    expect(shown().figures.with.firstData).toBe(1)
    expect(shown().figures.without.firstData).toBe(11)
  })

  it('begins a round every two seconds', async () => {
    store.start()
    await roundEnds()
    expect([...timers].map(({ ms }) => ms)).toEqual([2000 - now])
  })

  it('rests while it is paused, and goes on with what it had', async () => {
    store.start()
    await roundEnds()
    store.pause()
    expect(timers.size).toBe(0)
    store.start()
    await roundEnds()
    expect(shown().rounds).toHaveLength(2)
  })

  it('rests while nobody looks at the page', async () => {
    store.start()
    await roundEnds()
    isVisible = false
    tellVisibility()
    expect(timers.size).toBe(0)
    isVisible = true
    tellVisibility()
    await roundEnds()
    expect(shown().rounds).toHaveLength(2)
  })

  it('never has two rounds at once', async () => {
    held = Promise.withResolvers()
    store.start()
    store.pause()
    store.start()
    await vi.waitFor(() => expect(asked).toHaveLength(1), soon)
    held.resolve()
    await roundEnds()
    expect(shown().rounds).toHaveLength(1)
  })

  it('tells why a round failed, and tries again', async () => {
    fault = new TypeError('Failed to fetch')
    store.start()
    await roundEnds()
    expect(shown().failure).toBe('The server cannot be reached. The next round begins in 2 s.')
    fault = undefined
    await nextRound()
    expect(shown().failure).toBeUndefined()
  })

  it('counts neither a failed round nor what came after it to the time of the first data', async () => {
    fault = new TypeError('Failed to fetch')
    store.start()
    await roundEnds()
    fault = undefined
    now += 60_000
    await nextRound()
    expect(shown().figures.without.firstData).toBe(11)
  })

  it('lets the browser’s cache answer when that is wanted', async () => {
    store.start()
    await roundEnds()
    expect(new Set(cacheModes)).toEqual(new Set(['no-store']))
    cacheModes = []
    store.useBrowserCache(true)
    await nextRound()
    expect(new Set(cacheModes)).toEqual(new Set(['default']))
  })
})

describe('A new run of the comparison', () => {
  it('begins at nothing, with readers of its own and the disk as it is', async () => {
    store.start()
    await roundEnds()
    asked = []
    await store.startAgain()
    await roundEnds()
    expect(asked.slice(0, 3)).toEqual(['without close', 'with close', `without ${LIST}`])
    expect(shown().rounds).toEqual([{ without: 4000, with: 400 }])
  })

  it('opens nothing only to close it', async () => {
    await store.startAgain()
    await roundEnds()
    expect(asked[0]).toBe(`without ${LIST}`)
  })

  it('waits until the disk has forgotten', async () => {
    forgets = Promise.withResolvers()
    const forgotten = store.forget()
    expect(shown().isResetting).toBe(true)
    expect(asked).toEqual(['with forget'])
    forgets.resolve()
    await forgotten
    await roundEnds()
    expect(shown()).toMatchObject({ isResetting: false, isRunning: true })
  })

  it('counts nothing that the former run was still waiting for', async () => {
    held = Promise.withResolvers()
    store.start()
    await vi.waitFor(() => expect(asked).toHaveLength(1), soon)
    const { resolve } = held
    held = undefined
    await store.startAgain()
    await roundEnds()
    resolve()
    await nextRound()
    expect(shown().figures.without).toMatchObject({ bytes: 8000, requests: 8 })
  })
})
