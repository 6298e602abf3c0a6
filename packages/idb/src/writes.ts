import type { KeyRange, StoreReport } from '@etagged/core'
import { isWithin } from '@etagged/core/persistence'
import { type Books, createBooks } from './books.ts'
import { faultOf } from './faults.ts'
import type { Fence } from './fence.ts'
import { type Desk, evict, remove, touch, wipe } from './operations.ts'

/** A burst of responses is one transaction then, and nobody waits for it but a reload. */
const DELAY_MS = 20

/** Less than the limits is left then, so that not every put has to make room. */
const SHARE_LEFT = 0.9

/** What an operation takes besides bodies, by estimate. */
const SMALL = 1024

/**
 * Adds what is to be done, whenever its transaction comes. Resolves once that is committed.
 *
 * @param ranges the keys that are concerned
 * @param apply waits for nothing but requests
 * @param outcome what the books tell of it, once room has been made
 * @param bytes that it brings
 */
type Enqueue = <T>(
  ranges: readonly KeyRange[],
  apply: (desk: Desk) => unknown,
  outcome: (books: Books) => T,
  bytes?: number,
) => Promise<T>

export interface Writes {
  readonly enqueue: Enqueue
  /** The same, without waiting for company. */
  readonly write: Enqueue
  /** Notes a use with whatever is written next: it is worth no transaction of its own. */
  readonly touch: (key: string) => void
  /** Once all that was enqueued for this key is settled; undefined when nothing was. */
  readonly settled: (key: string) => Promise<void> | undefined
  /** Begins the transaction at once, even while another one is under way. Never rejects. */
  readonly flush: () => Promise<void>
}

interface Operation {
  readonly ranges: readonly KeyRange[]
  readonly bytes: number
  readonly apply: (desk: Desk) => unknown
  readonly resolve: () => void
  readonly reject: (because: unknown) => void
}

export interface WritesOptions {
  readonly fence: Fence
  readonly epoch: string
  readonly maxEntries: number
  readonly maxBytes: number
  readonly report: (report: StoreReport) => void
}

/** Writes in the order of the calls, many in one transaction. */
export function createWrites(options: WritesOptions): Writes {
  const { fence, epoch, maxEntries, maxBytes, report } = options
  const books = createBooks()
  const touched = new Set<string>()
  const underWay = new Set<readonly Operation[]>()
  let waiting: Operation[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = Promise.resolve()
  let latest: readonly Operation[] | undefined

  async function transact<T>(
    work: (desk: Desk) => T | Promise<T>,
    sync: (responses: IDBObjectStore) => Promise<boolean> = books.sync,
  ): Promise<T> {
    let hasBegun = false
    try {
      return await fence.transact('readwrite', sync, (isKnown, sight) => {
        hasBegun = true
        const desk = { ...sight, books, epoch }
        if (!isKnown) wipe(desk)
        return work(desk)
      })
    } catch (error) {
      // Else they may be those of another one, which is under way.
      if (hasBegun) books.forget()
      throw error
    }
  }

  async function commit(batch: readonly Operation[]): Promise<void> {
    const evicted = await transact(async (desk) => {
      for (const key of touched) touch(desk, key)
      touched.clear()
      for (const { apply } of batch) await apply(desk)
      const isFull = books.entries > maxEntries || books.bytes > maxBytes
      const share = isFull ? SHARE_LEFT : 1
      const gone = evict(desk, Math.ceil(maxEntries * share), maxBytes * share)
      books.record(desk.responses)
      return gone
    })
    for (const { resolve } of batch) resolve()
    tellEvicted(evicted, 'limit')
  }

  async function attempt(batch: readonly Operation[]): Promise<void> {
    underWay.add(batch)
    latest = batch
    try {
      await commit(batch)
    } catch (error) {
      const fault = faultOf(error)
      // If that fails, too, the next attempt tells.
      if (fault === 'lost') await beginAnew().catch(nothing)
      if (fault === 'full') await makeRoom(batch).catch(nothing)
      const isWorthwhile = fault !== undefined || batch.length > 1
      for (const each of batch) {
        // One by one, so that only the guilty fail. But once later writes are under way: what comes
        // before them must not come after them.
        if (isWorthwhile && latest === batch) await commit([each]).catch(each.reject)
        else each.reject(error)
      }
    }
    underWay.delete(batch)
  }

  /** The browser lost a part of the journal, and aborts whatever reads that. */
  async function beginAnew(): Promise<void> {
    await transact(nothing, async () => false)
  }

  /** What only deletes succeeds, and whatever puts a row fails: the journal follows. */
  async function makeRoom(batch: readonly Operation[]): Promise<void> {
    const room = batch.reduce((total, { bytes }) => total + bytes, 0)
    const gone = await transact((desk) => {
      const evicted = evict(desk, maxEntries, books.bytes - Math.min(room, books.bytes / 4))
      books.forget()
      return evicted
    })
    tellEvicted(gone, 'quota')
    await transact((desk) => {
      remove(
        desk,
        gone.map((key) => ({ key })),
      )
      books.record(desk.responses)
    })
  }

  function tellEvicted(keys: readonly string[], because: 'limit' | 'quota'): void {
    if (keys.length > 0) report({ type: 'evicted', keys, because })
  }

  const add: Enqueue = (ranges, apply, outcome, bytes = 0) =>
    new Promise((resolve, reject) => {
      waiting.push({
        ranges,
        bytes: bytes + SMALL,
        apply,
        resolve: () => resolve(outcome(books)),
        reject,
      })
    })

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting
    waiting = []
    if (batch.length + touched.size > 0) last = Promise.all([last, attempt(batch)]).then(nothing)
    return last
  }

  /** One after the other: what fails is attempted again before the next begins. */
  function flushInTurn(): Promise<void> {
    return underWay.size > 0 ? last.then(flush) : flush()
  }

  return {
    enqueue(...operation) {
      timer ??= setTimeout(() => void flushInTurn(), DELAY_MS)
      return add(...operation)
    },
    write(...operation) {
      const promise = add(...operation)
      void flushInTurn()
      return promise
    },
    touch(key) {
      if (books.isOld(key)) touched.add(key)
    },
    settled(key) {
      // Which keys have a tag is not known before the transaction.
      const mayMean = (range: KeyRange): boolean => 'tag' in range || isWithin([range], key, [])
      const isConcerned = [...underWay, waiting].flat().some(({ ranges }) => ranges.some(mayMean))
      return isConcerned ? flushInTurn() : undefined
    },
    flush,
  }
}

function nothing(): void {}
