import type { Clock } from '../clock.ts'
import type { Seconds, StoredResponse } from '../rules/stored-response.ts'
import type { Awaitable, ResponseStore } from '../stores/response-store.ts'
import type { StoreOperation } from './events.ts'
import { isStoredUnder } from './is-stored-under.ts'

/** After this many faults of one operation in a row the store is not asked again in this session. */
const FAULTS_UNTIL_MEMORY_MODE = 3

const OPEN_BUDGET: Seconds = 1
const READ_BUDGET: Seconds = 0.25
/** Nobody waits for a write but `idle`, `invalidate` and `remove`. */
const WRITE_BUDGET: Seconds = 5
const END_BUDGET: Seconds = 1
/** A power of two: a budget's part is exact. */
const SLICES = 8

/** A persistent store whose faults are reports and misses: none of its methods throws or rejects. */
export interface GuardedStore {
  /**
   * Answers within 250 ms: a store that does not must not hold the network back. While it opens,
   * only the first reads wait for it.
   */
  get(key: string): Promise<readonly StoredResponse[]>
  put(stored: StoredResponse): Promise<void>
  freshen(stored: StoredResponse): Promise<void>
  invalidate(keys: readonly string[]): Promise<void>
  delete(keys: readonly string[]): Promise<void>
  keys(): Promise<readonly string[]>
  /** Resolves once the rows are gone, or after 1 s. */
  end(): Promise<void>
  close(): void
}

export interface StoreFault {
  readonly operation: StoreOperation
  readonly because: string
  readonly mode: 'persistent' | 'memory'
}

interface Guard {
  /** Makes the store; may throw. */
  readonly open: () => ResponseStore
  readonly clock: Clock
  /** The former session's end on the same partition: opening waits for it. */
  readonly after: Promise<void> | undefined
  readonly onFault: (fault: StoreFault) => void
}

/** Opens the store, and stands between it and the path of a request. */
export function guardStore({ open, clock, after, onFault }: Guard): GuardedStore {
  let state: 'opening' | 'open' | 'memory' | 'ended' = 'opening'
  const faults = new Map<StoreOperation, number>()
  /** Opening has already taken a read's whole budget. */
  let isLate = false

  function report(operation: StoreOperation, error: unknown): void {
    if (state === 'memory') return
    // What an ended store refuses is its fence at work.
    if (state === 'ended' && operation !== 'end') return
    const inARow = (faults.get(operation) ?? 0) + 1
    faults.set(operation, inARow)
    const hopeless = operation === 'open' || inARow >= FAULTS_UNTIL_MEMORY_MODE
    if (hopeless && state !== 'ended') {
      state = 'memory'
      letGo()
    }
    onFault({ operation, because: describe(error), mode: hopeless ? 'memory' : 'persistent' })
  }

  function letGo(): void {
    try {
      store?.close()
    } catch (error) {
      report('end', error)
    }
  }

  function made(): ResponseStore | undefined {
    try {
      return open()
    } catch (error) {
      // Nothing was opened that could be closed.
      state = 'memory'
      onFault({ operation: 'open', because: describe(error), mode: 'memory' })
      return undefined
    }
  }
  const store = made()

  async function openAfter(): Promise<void> {
    await after
    // Ended while it waited: opening now would bring it back to life.
    if (state === 'opening') await store?.open()
  }

  async function opening(): Promise<void> {
    try {
      await withinBudget(openAfter(), OPEN_BUDGET, clock)
      if (state === 'opening') state = 'open'
    } catch (error) {
      report('open', error)
    }
  }
  const opened = opening()

  async function attempt<T>(
    operation: StoreOperation,
    run: (open: ResponseStore) => Awaitable<T>,
    otherwise: T,
    budget = WRITE_BUDGET,
  ): Promise<T> {
    if (state === 'opening') await opened
    if (state !== 'open' || store === undefined) return otherwise
    try {
      const result = await withinBudget(settled(run, store), budget, clock)
      faults.delete(operation)
      return result
    } catch (error) {
      report(operation, error)
      return otherwise
    }
  }

  async function read(key: string): Promise<readonly StoredResponse[]> {
    const run = (from: ResponseStore): Awaitable<unknown> => from.get(key)
    const found = await attempt<unknown>('get', run, [], READ_BUDGET)
    if (Array.isArray(found)) return found.filter((row) => isStoredUnder(key, row))
    report('get', new TypeError('get answered with something that is no list'))
    return []
  }

  return {
    async get(key) {
      if (state !== 'opening') return read(key)
      if (isLate) return []
      try {
        return await withinBudget(read(key), READ_BUDGET, clock)
      } catch {
        // One wait is enough: the budget of opening tells, and the next read goes to the network.
        isLate = true
        return []
      }
    },
    put: (stored) => attempt('put', (to) => to.put(stored), undefined),
    freshen: (stored) => attempt('freshen', (to) => to.freshen(stored), undefined),
    invalidate: (keys) => attempt('invalidate', (to) => to.invalidate(keys), undefined),
    delete: (keys) => attempt('delete', (to) => to.delete(keys), undefined),
    keys: () => attempt<readonly string[]>('keys', (from) => from.keys(), []),
    async end() {
      state = 'ended'
      if (store === undefined) return
      try {
        await withinBudget(
          settled((to) => to.end(), store),
          END_BUDGET,
          clock,
        )
      } catch (error) {
        report('end', error)
      }
    },
    close() {
      state = 'ended'
      letGo()
    },
  }
}

/** A method that throws is one that rejects. */
async function settled<T>(run: (open: ResponseStore) => Awaitable<T>, on: ResponseStore) {
  return run(on)
}

class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded'
}

/**
 * Time in which the page did not run, since it was busy, frozen or asleep, does not count: then the
 * budget's timer and the store's answer are due together, in any order. So the budget is spent in
 * slices, and a pause costs one of them.
 */
function withinBudget<T>(promise: Promise<T>, budget: Seconds, clock: Clock): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const exceeded = () => reject(new BudgetExceeded(`no answer within ${budget} s`))
    let cancel = (): void => undefined
    const spend = (slices: number): void => {
      if (slices === 0) return exceeded()
      cancel = clock.after(budget / SLICES, () => spend(slices - 1))
    }
    spend(SLICES)
    promise.then(resolve, reject).finally(() => cancel())
  })
}

/** idb-keyval rejects with a literal `null` when a transaction was aborted. */
function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
