import type { KeyRange, StoreReport } from '@etagged/core'
import { createBooks, type Extent, wipe } from './books.ts'
import type { Fence } from './fence.ts'
import { deleting, evict, type Operation, touching } from './operations.ts'
import { isIn } from './rows.ts'

/** A burst of responses is one transaction then, and nobody waits for it but a reload. */
const DELAY_MS = 20

export interface Writes {
  /** Resolves once the operation is committed, to the keys that had to make room for it. */
  readonly enqueue: (operation: Operation) => Promise<readonly string[]>
  /** Notes a use with whatever is written next: it is worth no transaction of its own. */
  readonly touch: (key: string) => void
  /** Once all that was enqueued for this key is settled; undefined when nothing was. */
  readonly settled: (key?: string) => Promise<void> | undefined
  /** Begins the transaction at once, even while another one is under way. Never rejects. */
  readonly flush: () => Promise<void>
  readonly discard: (because: Error) => void
}

interface Waiting {
  readonly operation: Operation
  readonly resolve: (evicted: readonly string[]) => void
  readonly reject: (because: unknown) => void
}

export interface WritesOptions {
  readonly fence: Fence
  readonly epoch: string
  readonly limits: Extent
  readonly report: (report: StoreReport) => void
}

/** Writes in the order of the calls, many in one transaction. */
export function createWrites({ fence, epoch, limits, report }: WritesOptions): Writes {
  const unsettled = new Set<Waiting>()
  const touched = new Set<string>()
  const books = createBooks()
  let waiting: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let last: Promise<void> = Promise.resolve()
  let begun = 0
  /** The browser lost a part of the journal, which is not to be read again. */
  let isLost = false

  async function sync(responses: IDBObjectStore): Promise<boolean> {
    return !isLost && books.sync(responses, () => (isLost = true))
  }

  async function transact(
    operations: readonly Operation[],
    because: 'limit' | 'quota',
    room?: number,
  ): Promise<readonly string[]> {
    let evicted: readonly string[] = []
    try {
      await fence.rewrite(sync, async (isKnown, responses) => {
        if (!isKnown) {
          books.forget()
          wipe(responses)
        }
        const desk = { responses, books, epoch }
        for (const { apply } of operations) await apply(desk)
        evicted = evict(desk, goalOf(books, limits, room))
        // With the quota used up, whatever puts a row fails; what only deletes succeeds.
        if (room === undefined) books.record(responses)
        else books.forget()
      })
      isLost = false
    } catch (error) {
      books.forget()
      throw error
    }
    if (evicted.length > 0) report({ type: 'evicted', keys: evicted, because })
    return evicted
  }

  /** `former` is what an earlier attempt failed with. */
  async function attempt(
    batch: readonly Waiting[],
    number: number,
    former?: unknown,
  ): Promise<void> {
    // Later writes are under way: what comes before them must not come after them.
    if (number !== begun) return reject(batch, former)
    const operations = batch.map(({ operation }) => operation)
    try {
      const evicted = await transact(operations, 'limit')
      for (const each of batch) {
        unsettled.delete(each)
        each.resolve(evicted)
      }
    } catch (error) {
      if (former === undefined) {
        // Chromium aborts the transaction in which a value was lost.
        if (isLost) return attempt(batch, number, error)
        if (isQuotaError(error)) return relieve(batch, number, error)
      }
      if (batch.length === 1) return reject(batch, error)
      for (const each of batch) await attempt([each], number, error)
    }
  }

  async function relieve(batch: readonly Waiting[], number: number, error: unknown): Promise<void> {
    const room = batch.reduce((total, { operation }) => total + operation.bytes, 0)
    // If that fails, too, the second attempt tells.
    const gone = await transact([], 'quota', room).catch(() => [])
    if (gone.length === 0) return attempt(batch, number, error)
    const noting = deleting(gone.map((key) => ({ key })))
    if (number === begun) return attempt([waitingFor(noting), ...batch], number, error)
    // What has begun meanwhile thinks that they are there.
    enqueue(noting).catch(() => undefined)
    reject(batch, error)
  }

  function reject(batch: readonly Waiting[], because: unknown): void {
    for (const each of batch) {
      unsettled.delete(each)
      each.reject(because)
    }
  }

  function enqueue(operation: Operation): Promise<readonly string[]> {
    return new Promise((resolve, refuse) => {
      const each = { operation, resolve, reject: refuse }
      unsettled.add(each)
      waiting.push(each)
    })
  }

  function takeWaiting(): readonly Waiting[] {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting
    waiting = []
    return batch
  }

  function flush(): Promise<void> {
    if (touched.size > 0) {
      // A use that was not noted costs a miss at worst.
      enqueue(touching([...touched])).catch(() => undefined)
      touched.clear()
    }
    const batch = takeWaiting()
    if (batch.length > 0) {
      begun += 1
      last = Promise.all([last, attempt(batch, begun)]).then(() => undefined)
    }
    return last
  }

  /** One after the other: what fails is attempted again before the next begins. */
  function flushInTurn(): Promise<void> {
    return unsettled.size > waiting.length ? last.then(flush) : flush()
  }

  return {
    enqueue(operation) {
      const promise = enqueue(operation)
      timer ??= setTimeout(() => void flushInTurn(), DELAY_MS)
      return promise
    },
    touch(key) {
      if (books.isOld(key)) touched.add(key)
    },
    settled(key) {
      for (const { operation } of unsettled) {
        if (key === undefined || operation.ranges.some((range) => mayMean(range, key))) {
          return flushInTurn()
        }
      }
      return undefined
    },
    flush,
    discard(because) {
      touched.clear()
      reject(takeWaiting(), because)
    },
  }
}

/** Which keys have a tag is not known before the transaction. */
function mayMean(range: KeyRange, key: string): boolean {
  return 'tag' in range || isIn(range, key)
}

/** Something that nobody waits for. */
function waitingFor(operation: Operation): Waiting {
  return { operation, resolve: () => {}, reject: () => {} }
}

/** What is to be left: less than the limits, so that not every put has to make room. */
function goalOf({ entries, bytes }: Extent, limits: Extent, room: number | undefined): Extent {
  if (room !== undefined) return { entries, bytes: bytes - Math.min(room, bytes / 4) }
  if (entries <= limits.entries && bytes <= limits.bytes) return { entries, bytes }
  return { entries: Math.ceil(limits.entries * 0.9), bytes: limits.bytes * 0.9 }
}

/** A browser that cannot open its own files calls that a full disk, too; room is no remedy. */
function isQuotaError(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'QuotaExceededError') return false
  return !error.message.includes('opening')
}
