import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'
import type { ResponseStore, StoreReport } from '../stores/response-store.ts'
import { settled } from './settled.ts'
import { withinBudget } from '../cache/within-budget.ts'
import { withoutWaiting } from './without-waiting.ts'

const OPEN_BUDGET: Seconds = 1
/** The first one, and three to heal it. */
const MOST_OPENINGS = 4

/**
 * A store that is opened when it is needed, and another one when that failed. One that has opened
 * stays: it alone knows the generation that the session adopted, and reconnects by itself.
 */
export interface StoreOpening {
  /** The store while it is open. */
  readonly store: ResponseStore | undefined
  /** The store that is being opened: what is asked of it by now goes along with its opening. */
  readonly early: ResponseStore | undefined
  /** How often it was begun: another number, another opening. */
  readonly count: number
  readonly isUnderWay: boolean
  /** Can it be opened no more in this session? */
  readonly isExhausted: boolean
  /** The store, which is opened for it if need be; `undefined` when there is none to be had. */
  opened(): Promise<ResponseStore | undefined>
  /** Lets go of the store. */
  drop(): void
  /** Opens nothing from now on, and gives the store that is open or opens, for a last word. */
  finish(): ResponseStore | undefined
  /** The store that was made last, open or not. */
  readonly last: ResponseStore | undefined
}

interface StoreOpeningOptions {
  /** Makes a store; may throw. */
  readonly make: (report: (report: StoreReport) => void) => ResponseStore
  readonly clock: Clock
  /** Opening waits for this. */
  readonly after: Promise<void> | undefined
  readonly onReport: (report: StoreReport) => void
  /** It did not open; `isExhausted` tells whether it may be tried again. */
  readonly onFailure: (error: unknown) => void
  /** It could not even be closed. */
  readonly onCloseFailure: (error: unknown) => void
}

interface Attempt {
  store: ResponseStore | undefined
  isOpen: boolean
  promise: Promise<ResponseStore | undefined>
}

export function createStoreOpening(options: StoreOpeningOptions): StoreOpening {
  const { make, clock, after, onReport, onFailure, onCloseFailure } = options
  let attempt: Attempt | undefined
  let last: ResponseStore | undefined
  let count = 0
  let isFinished = false

  function close(store: ResponseStore): void {
    withoutWaiting(() => store.close(), onCloseFailure)
  }

  async function open(mine: Attempt): Promise<ResponseStore | undefined> {
    if (after !== undefined) await after
    // Ended while it waited: opening now would bring it back to life.
    if (attempt !== mine) return undefined
    const store = make((report) => {
      if (attempt === mine) onReport(report)
    })
    mine.store = store
    last = store
    const opening = settled((on) => on.open(), store)
    try {
      await withinBudget(opening, OPEN_BUDGET, clock)
    } catch (error) {
      close(store)
      // A connection that comes after all is one that nobody knows of.
      opening.then(() => close(store), nothing)
      throw error
    }
    if (attempt !== mine) return undefined
    mine.isOpen = true
    return store
  }

  function begin(): Promise<ResponseStore | undefined> {
    count++
    const mine: Attempt = { store: undefined, isOpen: false, promise: Promise.resolve(undefined) }
    attempt = mine
    mine.promise = open(mine).catch((error: unknown) => {
      if (attempt === mine) {
        attempt = undefined
        // What cannot be made cannot be made better.
        if (mine.store === undefined) count = MOST_OPENINGS
        onFailure(error)
      }
      return undefined
    })
    return mine.promise
  }

  return {
    get store() {
      return attempt?.isOpen ? attempt.store : undefined
    },
    get early() {
      return attempt?.isOpen ? undefined : attempt?.store
    },
    get count() {
      return count
    },
    get isUnderWay() {
      return attempt !== undefined && !attempt.isOpen
    },
    get isExhausted() {
      return isFinished || count >= MOST_OPENINGS
    },
    get last() {
      return last
    },
    async opened() {
      if (attempt !== undefined) return attempt.promise
      return isFinished || count >= MOST_OPENINGS ? undefined : begin()
    },
    drop() {
      const dropped = attempt
      attempt = undefined
      if (dropped?.store !== undefined) close(dropped.store)
    },
    finish() {
      isFinished = true
      const live = attempt?.store
      attempt = undefined
      return live
    },
  }
}

function nothing(): void {}
