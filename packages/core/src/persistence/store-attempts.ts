import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'
import type { Awaitable, ResponseStore, StoreReport } from '../stores/response-store.ts'
import type { StoreOperation } from '../cache/events.ts'
import { settled } from './settled.ts'
import { classifyStoreError, type StoreErrorKind } from './store-error.ts'
import { createStoreFaults, type StoreFault } from './store-faults.ts'
import { createStoreOpening, type StoreOpening } from './store-opening.ts'
import { withinBudget } from '../cache/within-budget.ts'
import { withoutWaiting } from './without-waiting.ts'

/** Without room nothing new is written for so long; what frees room is. */
const QUOTA_PAUSE: Seconds = 60

/** A store that has lost its connection reconnects with the next method; so often that may help. */
const MOST_LOSSES = 3

/** Together, so that the store keeps their order. */
const writing: ReadonlySet<StoreOperation> = new Set(['put', 'freshen', 'invalidate', 'delete'])

/** What stands between the cache and a store that may fail. */
export interface Guard {
  /** Makes a store; may throw. */
  readonly make: (report: (report: StoreReport) => void) => ResponseStore
  readonly clock: Clock
  /** The former session's end on the same partition: opening waits for it. */
  readonly after: Promise<void> | undefined
  readonly onFault: (fault: StoreFault) => void
  readonly onReport: (report: Exclude<StoreReport, { type: 'ended' }>) => void
  /** The generation has ended elsewhere. */
  readonly onEnded: () => void
}

type Run<T> = (open: ResponseStore) => Awaitable<T>

/** What is done on a store, and what follows when it fails. */
export interface StoreAttempts {
  readonly opening: StoreOpening
  /** `memory`: given up for this session. */
  readonly state: 'in-use' | 'memory' | 'ended'
  /** Does it, and gives the result; `undefined` when there is none. */
  attempt<T>(operation: StoreOperation, run: Run<T>, budget: Seconds): Promise<T | undefined>
  /** The same; a result of the wrong kind is a fault. */
  attemptFor<T>(
    operation: StoreOperation,
    run: Run<unknown>,
    budget: Seconds,
    isRight: (result: unknown) => result is T,
  ): Promise<T | undefined>
  /** Is there no room for more? */
  isFull(): boolean
  /** A change was lost: what is on disk may be older than it seems, also to the next page. */
  distrust(): void
  /** The session ends: no failure counts any more. Gives the store if it is open, or opens. */
  finish(): ResponseStore | undefined
  /** The session ends, and its rows stay. */
  close(): void
  tellOfEnd(error: unknown): void
}

export function createStoreAttempts(guard: Guard): StoreAttempts {
  const { make, clock, after, onFault, onReport, onEnded } = guard
  let state: 'in-use' | 'memory' | 'ended' = 'in-use'
  let fullSince: Seconds | undefined
  let faultsSeen = 0
  let losses = 0
  /** How many are to be called once the store is open. */
  let inLine = 0
  const faults = createStoreFaults(onFault)

  const opening = createStoreOpening({
    make,
    clock,
    after,
    onReport(report) {
      if (report.type === 'ended') endElsewhere()
      else onReport(report)
    },
    onFailure(error) {
      const kind = classifyStoreError(error, 'open')
      if (kind === 'ended') endElsewhere()
      else tell('open', error, kind, kind === 'denied' || opening.isExhausted)
    },
    onCloseFailure: (error) => tell('close', error, 'unknown', false),
  })

  function endElsewhere(): void {
    if (state === 'ended') return
    close()
    onEnded()
  }

  function close(): void {
    state = 'ended'
    opening.drop()
    opening.finish()
  }

  function finish(): ResponseStore | undefined {
    state = 'ended'
    return opening.finish()
  }

  function tell(
    operation: StoreOperation,
    error: unknown,
    kind: StoreErrorKind,
    isLast: boolean,
  ): void {
    faults.tell({ operation, error, kind, mode: isLast ? 'memory' : 'persistent' })
    if (isLast) giveUp()
  }

  function giveUp(): void {
    if (state !== 'in-use') return
    state = 'memory'
    // What is written, invalidated and removed from now on will be missing on disk.
    markDistrusted()
    opening.drop()
  }

  function markDistrusted(): void {
    withoutWaiting(
      () => opening.last?.distrust(),
      (error) => tell('distrust', error, 'unknown', false),
    )
  }

  function failed(operation: StoreOperation, error: unknown, isNews: boolean): void {
    if (state !== 'in-use') return
    const kind = classifyStoreError(error, operation)
    if (kind === 'ended') return endElsewhere()
    if (kind === 'quota') fullSince = clock.now()
    // What was under way when a fault became known tells nothing new: it is the same one.
    if (!isNews && kind !== 'refused') return
    if (kind !== 'refused') faultsSeen++
    tell(operation, error, kind, isHopeless(operation, kind))
  }

  function isHopeless(operation: StoreOperation, kind: StoreErrorKind): boolean {
    if (kind === 'lost') return ++losses > MOST_LOSSES
    // No request needs them: whoever looks into the store must not cost the page its disk.
    if (operation === 'size' || operation === 'keys') return false
    return kind === 'unknown' && faults.isHopeless(operation)
  }

  /** A read goes along with the opening; why there was none is told by the opening. */
  function begunEarly<T>(operation: StoreOperation, run: Run<T>): Promise<T> | undefined {
    if (operation !== 'get' || inLine > 0 || opening.early === undefined) return undefined
    const result = settled(run, opening.early)
    result.catch(() => undefined)
    return result
  }

  async function openFor(operation: StoreOperation): Promise<ResponseStore | undefined> {
    const store = await opening.opened()
    if (store !== undefined || state !== 'in-use' || !writing.has(operation)) return store
    // Once more for what would be missing on disk (I35): a browser's first opening takes the longest.
    return opening.opened()
  }

  async function attempt<T>(operation: StoreOperation, run: Run<T>, budget: Seconds) {
    if (state !== 'in-use') return undefined
    const early = begunEarly(operation, run)
    let { store } = opening
    // Nobody overtakes those who wait for the opening: the store keeps the order of its calls.
    if (store === undefined || inLine > 0) {
      const called = early === undefined ? 1 : 0
      inLine += called
      store = await openFor(operation)
      inLine -= called
    }
    if (store === undefined || state !== 'in-use') return undefined
    const seen = faultsSeen
    try {
      const result = await withinBudget(early ?? settled(run, store), budget, clock)
      faults.worked(operation)
      return result
    } catch (error) {
      failed(operation, error, seen === faultsSeen)
      return undefined
    }
  }

  return {
    opening,
    get state() {
      return state
    },
    attempt,
    attemptFor(operation, run, budget, isRight) {
      return attempt(
        operation,
        async (store) => {
          const result = await run(store)
          if (isRight(result)) return result
          throw new TypeError(`${operation} answered with something else than it should`)
        },
        budget,
      )
    },
    isFull() {
      if (fullSince === undefined) return false
      const passed = clock.now() - fullSince
      // A clock that went back cannot tell how long it has been.
      if (passed < 0 || passed >= QUOTA_PAUSE) fullSince = undefined
      return fullSince !== undefined
    },
    distrust() {
      if (state !== 'ended') markDistrusted()
    },
    finish,
    close,
    tellOfEnd(error) {
      faults.tell({ operation: 'end', error, kind: 'unknown', mode: 'persistent' })
    },
  }
}
