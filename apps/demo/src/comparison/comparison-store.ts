import { type BytesSoFar, type Figures, firstMints, NOTHING, type Side, SIDES } from './figures.ts'
import { delayAfter, describeFailedRound } from './next-round.ts'
import type { Reader } from './readers.ts'

/** What the page shows. Replaced at each change. */
export interface Comparison {
  readonly isRunning: boolean
  /** A new run is being prepared. */
  readonly isResetting: boolean
  readonly figures: Readonly<Record<Side, Figures>>
  /** One entry for each round of the run. */
  readonly rounds: readonly BytesSoFar[]
  /** Why the last round failed, and what happens about it. */
  readonly failure: string | undefined
  readonly usesBrowserCache: boolean
}

/** Reads the same in two ways, round after round, for `useSyncExternalStore`. None of these throws. */
export interface ComparisonStore {
  readonly current: () => Comparison
  readonly subscribe: (listener: () => void) => () => void
  readonly start: () => void
  readonly pause: () => void
  /** Begins a new run, as after a reload: what is on disk stays. */
  readonly startAgain: () => Promise<void>
  /** The same without what is on disk. */
  readonly forget: () => Promise<void>
  /** May the browser's own cache answer those who have no other? */
  readonly useBrowserCache: (isUsed: boolean) => void
}

/** Hears what a side took. */
export interface Meter {
  readonly onTransfer: (bytes: number) => void
  readonly onParse: () => void
}

export interface ComparisonOptions {
  /** Opens the reader of a side, for one run. */
  readonly open: Readonly<Record<Side, (meter: Meter, cache: () => RequestCache) => Reader>>
  /** Ms. */
  readonly clock: () => number
  /** Runs something later, in ms; the returned function calls it off. */
  readonly schedule: (run: () => void, ms: number) => () => void
  /** Does anybody look at the page? */
  readonly visibility: {
    readonly isVisible: () => boolean
    readonly subscribe: (listener: () => void) => () => void
  }
}

/** The board's first page. */
const LIST = '/coins?sort=market_cap&order=DESC&limit=50'
const DETAILS = 3

/** Who reads in one run. */
type Run = Map<Side, Reader>

export function createComparison(options: ComparisonOptions): ComparisonStore {
  const { open, clock, schedule, visibility } = options
  const listeners = new Set<() => void>()
  let run: Run = new Map()
  /** The same coins in all runs. */
  let mints: readonly string[] = []
  let callOff: (() => void) | undefined
  let isUnderWay = false
  let state: Comparison = {
    isRunning: false,
    isResetting: false,
    figures: { without: NOTHING, with: NOTHING },
    rounds: [],
    failure: undefined,
    usesBrowserCache: false,
  }

  function show(change: Partial<Comparison>): void {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  function note(ours: Run, side: Side, change: (before: Figures) => Partial<Figures>): void {
    if (ours !== run) return
    const before = state.figures[side]
    const figures = { ...state.figures, [side]: { ...before, ...change(before) } }
    const soFar = { without: figures.without.bytes, with: figures.with.bytes }
    show({ figures, rounds: [...state.rounds.slice(0, -1), soFar] })
  }

  function readerOf(ours: Run, side: Side): Reader {
    const known = ours.get(side)
    if (known !== undefined) return known
    const meter: Meter = {
      onTransfer: (added) =>
        note(ours, side, ({ bytes, requests }) => ({
          bytes: bytes + added,
          requests: requests + 1,
        })),
      onParse: () => note(ours, side, ({ parses }) => ({ parses: parses + 1 })),
    }
    const cache = (): RequestCache => (state.usesBrowserCache ? 'default' : 'no-store')
    const reader = open[side](meter, cache)
    ours.set(side, reader)
    return reader
  }

  async function read(ours: Run, side: Side): Promise<void> {
    const reader = readerOf(ours, side)
    const began = clock()
    const noteFirst = (): void =>
      note(ours, side, ({ firstData = Math.round(clock() - began) }) => ({ firstData }))
    const isFirst = state.figures[side].firstData === undefined
    if (isFirst && (await reader.peek(LIST)) !== undefined) noteFirst()
    const list = await reader.read(LIST)
    noteFirst()
    if (mints.length === 0) mints = firstMints(list, DETAILS)
    await Promise.all(mints.map((mint) => reader.read(`/coins/${mint}`)))
  }

  /** One side after the other: they must not share the line. */
  async function readBoth(ours: Run): Promise<Error | undefined> {
    let failure: Error | undefined
    for (const side of SIDES) {
      if (ours !== run) return undefined
      await read(ours, side).catch((error: unknown) => {
        failure = error instanceof Error ? error : new Error(String(error))
      })
    }
    return failure
  }

  async function round(): Promise<void> {
    const ours = run
    const began = clock()
    isUnderWay = true
    const { without, with: withIt } = state.figures
    show({ rounds: [...state.rounds, { without: without.bytes, with: withIt.bytes }] })
    const error = await readBoth(ours)
    if (ours !== run) return
    isUnderWay = false
    const delay = delayAfter(clock() - began, error)
    show({ failure: error && describeFailedRound(error, delay) })
    callOff = schedule(next, delay)
    settle()
  }

  function next(): void {
    callOff = undefined
    settle()
  }

  /** Begins a round, or calls the next one off, as what is wanted has changed. */
  function settle(): void {
    const isWanted = state.isRunning && !state.isResetting && visibility.isVisible()
    if (isWanted && callOff === undefined && !isUnderWay) void round()
    if (isWanted) return
    callOff?.()
    callOff = undefined
  }

  async function reset(isForgotten: boolean): Promise<void> {
    if (state.isResetting) return
    const former = run
    run = new Map()
    isUnderWay = false
    show({
      isRunning: true,
      isResetting: true,
      figures: { without: NOTHING, with: NOTHING },
      rounds: [],
      failure: undefined,
    })
    settle()
    // What is on disk can only be forgotten by who has it open.
    if (isForgotten) readerOf(former, 'with')
    // A disk that fails leaves the next run with what is there.
    const readers = [...former.values()]
    await Promise.allSettled(readers.map((each) => (isForgotten ? each.forget() : each.close())))
    show({ isResetting: false })
    settle()
  }

  visibility.subscribe(settle)

  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start() {
      show({ isRunning: true })
      settle()
    },
    pause() {
      show({ isRunning: false })
      settle()
    },
    startAgain: () => reset(false),
    forget: () => reset(true),
    useBrowserCache: (isUsed) => show({ usesBrowserCache: isUsed }),
  }
}
