import type { Clock } from '../clock.ts'
import type { Seconds, StoredResponse } from '../rules/stored-response.ts'
import type { Awaitable, ResponseStore } from '../stores/response-store.ts'
import type { StoreOperation } from './events.ts'

/** After this many faults in a session the store is not asked again. */
const FAULTS_UNTIL_MEMORY_MODE = 3

const OPEN_BUDGET: Seconds = 1
const READ_BUDGET: Seconds = 0.25
const END_BUDGET: Seconds = 1

/** A persistent store whose faults are reports and misses: none of its methods rejects. */
export interface GuardedStore {
  /** Answers within 250 ms: a store that does not must not hold the network back. */
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
  readonly store: ResponseStore
  readonly clock: Clock
  /** The former session's end on the same partition: opening waits for it. */
  readonly after: Promise<void> | undefined
  readonly onFault: (fault: StoreFault) => void
}

/** Opens the store, and stands between it and the path of a request. */
export function guardStore({ store, clock, after, onFault }: Guard): GuardedStore {
  let state: 'opening' | 'open' | 'memory' | 'ended' = 'opening'
  let faults = 0

  function report(operation: StoreOperation, error: unknown): void {
    if (state === 'memory') return
    // What an ended store refuses is its fence at work.
    if (state === 'ended' && operation !== 'end') return
    faults++
    const hopeless = operation === 'open' || faults >= FAULTS_UNTIL_MEMORY_MODE
    if (hopeless && state !== 'ended') {
      state = 'memory'
      store.close()
    }
    onFault({ operation, because: describe(error), mode: hopeless ? 'memory' : 'persistent' })
  }

  async function open(): Promise<void> {
    try {
      await withinBudget(openAfter(store, after), OPEN_BUDGET, clock)
      if (state === 'opening') state = 'open'
    } catch (error) {
      report('open', error)
    }
  }
  const opened = open()

  async function attempt<T>(
    operation: StoreOperation,
    run: () => Awaitable<T>,
    otherwise: T,
  ): Promise<T> {
    await opened
    if (state !== 'open') return otherwise
    try {
      return await run()
    } catch (error) {
      report(operation, error)
      return otherwise
    }
  }

  return {
    async get(key) {
      if (state === 'memory' || state === 'ended') return []
      try {
        return await withinBudget(
          attempt('get', () => store.get(key), []),
          READ_BUDGET,
          clock,
        )
      } catch (error) {
        // While the store opens, the budget of opening tells.
        if (state === 'open') report('get', error)
        return []
      }
    },
    put: (stored) => attempt('put', () => store.put(stored), undefined),
    freshen: (stored) => attempt('freshen', () => store.freshen(stored), undefined),
    invalidate: (keys) => attempt('invalidate', () => store.invalidate(keys), undefined),
    delete: (keys) => attempt('delete', () => store.delete(keys), undefined),
    keys: () => attempt<readonly string[]>('get', () => store.keys(), []),
    async end() {
      state = 'ended'
      try {
        await withinBudget(endOf(store), END_BUDGET, clock)
      } catch (error) {
        report('end', error)
      }
    },
    close() {
      state = 'ended'
      store.close()
    },
  }
}

async function openAfter(store: ResponseStore, after: Promise<void> | undefined): Promise<void> {
  await after
  await store.open()
}

async function endOf(store: ResponseStore): Promise<void> {
  await store.end()
}

class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded'
}

function withinBudget<T>(promise: Promise<T>, budget: Seconds, clock: Clock): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.after(budget, () => {
      reject(new BudgetExceeded(`no answer within ${budget} s`))
    })
    promise.then(resolve, reject).finally(cancel)
  })
}

/** idb-keyval rejects with a literal `null` when a transaction was aborted. */
function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
