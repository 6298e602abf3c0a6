import type { Seconds, StoredBody, StoredResponse } from '../rules/stored-response.ts'
import type { Awaitable, KeyRange, ResponseStore, StoreSize } from '../stores/response-store.ts'
import type { Change, Changes, Disk } from '../cache/persistence.ts'
import { isStoredUnder } from '../cache/is-stored-under.ts'
import { own } from '../cache/own-property.ts'
import { settled } from './settled.ts'
import { createStoreAttempts, type Guard } from './store-attempts.ts'
import { withinBudget } from '../cache/within-budget.ts'

const READ_BUDGET: Seconds = 0.25
/** No request waits for a write; but `idle`, `invalidate` and `remove` do, and `size` as well. */
const WRITE_BUDGET: Seconds = 5
const END_BUDGET: Seconds = 1

interface DiskOptions extends Guard {
  /** Learns of what the disk is to do, and of what it failed to do. */
  readonly changes: Changes
}

/** Opens the store, and stands between it and the path of a request. */
export function guardStore(guard: DiskOptions): Disk {
  const { make, clock, changes } = guard
  const attempts = createStoreAttempts(guard)
  const { opening } = attempts
  const untaken = new WeakSet<StoredBody>()
  /** The opening that has already taken a read's whole budget. */
  let lateOpening = 0

  async function read(key: string): Promise<readonly StoredResponse[]> {
    const rows = await attempts.attemptFor('get', (from) => from.get(key), READ_BUDGET, isList)
    return (rows ?? []).filter((row) => isStoredUnder(key, row))
  }

  /** What the disk does not learn of must not be read from it as if nothing had happened. */
  async function change(
    wanted: Change,
    run: (on: ResponseStore) => Awaitable<void>,
  ): Promise<void> {
    const conclude = changes.begin(wanted)
    const isDone = await done(wanted.operation, run)
    conclude(isDone)
    if (!isDone) attempts.distrust()
  }

  async function done(
    operation: 'invalidate' | 'delete' | 'flush',
    run: (on: ResponseStore) => Awaitable<void>,
  ): Promise<boolean> {
    const complete = async (on: ResponseStore): Promise<true> => {
      await run(on)
      return true
    }
    return (await attempts.attempt(operation, complete, WRITE_BUDGET)) ?? false
  }

  const remove = (ranges: readonly KeyRange[]): Promise<void> =>
    change({ operation: 'delete', ranges, at: clock.now() }, (on) => on.delete(ranges))

  async function put(stored: StoredResponse): Promise<boolean> {
    const write = (to: ResponseStore): Awaitable<unknown> => to.put(stored)
    const answer = attempts.isFull()
      ? false
      : await attempts.attemptFor('put', write, WRITE_BUDGET, isBoolean)
    if (answer === false) untaken.add(stored.body)
    // What it replaces must not come back in its stead.
    if (!answer && opening.store !== undefined) await remove([{ key: stored.key }])
    return answer ?? false
  }

  void opening.opened()

  return {
    async get(key) {
      if (opening.store !== undefined) return read(key)
      if (opening.isUnderWay && lateOpening === opening.count) return []
      try {
        return await withinBudget(read(key), READ_BUDGET, clock)
      } catch {
        // One wait is enough: the budget of opening tells, and the next read goes to the network.
        lateOpening = opening.count
        return []
      }
    },
    judge: (key) => changes.judge(key),
    put,
    async freshen(stored) {
      const freshen = async (on: ResponseStore): Promise<boolean> =>
        (await on.freshen(stored)) !== false
      const isThere = await attempts.attempt('freshen', freshen, WRITE_BUDGET)
      // It made room for others, and is in use again.
      if (isThere === false && !untaken.has(stored.body)) return put(stored)
      return isThere ?? false
    },
    invalidate: (ranges, at) =>
      change({ operation: 'invalidate', ranges, at }, (on) => on.invalidate(ranges, at)),
    delete: remove,
    async keys(ranges) {
      const list = (from: ResponseStore): Awaitable<unknown> => from.keys(ranges)
      return (await attempts.attemptFor('keys', list, WRITE_BUDGET, isListOfText)) ?? []
    },
    async isCurrent() {
      // Who opens it only now would adopt whatever lasts by then.
      if (opening.store === undefined && !opening.isUnderWay) return undefined
      const ask = (of: ResponseStore): Awaitable<unknown> => of.isCurrent()
      try {
        const isCurrent = attempts.attemptFor('is-current', ask, READ_BUDGET, isBoolean)
        return await withinBudget(isCurrent, READ_BUDGET, clock)
      } catch {
        // It still opens.
        return undefined
      }
    },
    async flush() {
      if (opening.store !== undefined) await done('flush', (on) => on.flush())
    },
    async size() {
      // There are few openings, and this is no reason for one.
      if (opening.store === undefined && !opening.isUnderWay) return undefined
      return attempts.attemptFor('size', (of) => of.size(), WRITE_BUDGET, isSize)
    },
    isPersistent: () => attempts.state === 'in-use' && opening.store !== undefined,
    isOpening: () => attempts.state === 'in-use' && opening.isUnderWay,
    isGivenUp: () => attempts.state === 'memory',
    async end(options) {
      const open = attempts.finish()
      try {
        const ending = settled((on) => on.end(options), open ?? make(nothing))
        await withinBudget(ending, END_BUDGET, clock)
      } catch (error) {
        attempts.tellOfEnd(error)
      }
    },
    close: () => attempts.close(),
  }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isListOfText(value: unknown): value is readonly string[] {
  return isList(value) && value.every((key) => typeof key === 'string')
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

function isSize(value: unknown): value is StoreSize {
  const [entries, bytes, maxBytes = 0] = ['entries', 'bytes', 'maxBytes'].map((name) =>
    own(value, name),
  )
  return [entries, bytes].every(Number.isFinite) && [entries, bytes, maxBytes].every(isAmount)
}

/** A limit may be infinite. */
function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0
}

/** A store that is made to end its partition has nothing else to tell. */
function nothing(): void {}
