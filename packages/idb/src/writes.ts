import type { KeyRange, StoreReport, StoreSize } from '@etagged/core'
import { isWithin } from '@etagged/core/persistence'
import { createBooks } from './books.ts'
import { faultOf } from './faults.ts'
import type { Fence } from './fence.ts'
import { deleting, type Desk, evict, type Operation, touching, wipe } from './operations.ts'

/** A burst of responses is one transaction then, and nobody waits for it but a reload. */
const DELAY_MS = 20

export interface Writes {
  /** Resolves to the outcome once the operation is committed. */
  enqueue<T>(operation: Operation<T>): Promise<T>
  /** The same without waiting for company. */
  write<T>(operation: Operation<T>): Promise<T>
  /** Notes a use with whatever is written next: it is worth no transaction of its own. */
  touch(key: string): void
  /** Once all that was enqueued for this key is settled; undefined when nothing was. */
  settled(key: string): Promise<void> | undefined
  /** Begins the transaction at once, even while another one is under way. Never rejects. */
  flush(): Promise<void>
}

interface Waiting extends Operation<unknown> {
  readonly resolve: (outcome: unknown) => void
  readonly reject: (because: unknown) => void
}

export interface WritesOptions {
  readonly fence: Fence
  readonly epoch: string
  readonly limits: StoreSize
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

  async function transact<T>(work: (desk: Desk) => T | Promise<T>): Promise<T> {
    try {
      return await fence.transact('readwrite', books.sync, (isKnown, sight) => {
        const desk = { ...sight, books, epoch }
        if (!isKnown) wipe(desk)
        return work(desk)
      })
    } catch (error) {
      books.forget()
      throw error
    }
  }

  async function commit(batch: readonly Waiting[]): Promise<void> {
    const { outcomes, evicted } = await transact(async (desk) => {
      const tellers: (() => unknown)[] = []
      for (const { apply } of batch) tellers.push(await apply(desk))
      const gone = evict(desk, roomIn(books, limits))
      books.record(desk.responses)
      return { outcomes: tellers.map((tell) => tell()), evicted: gone }
    })
    for (const [at, { resolve }] of batch.entries()) resolve(outcomes[at])
    tellEvicted(evicted, 'limit')
  }

  function tellEvicted(keys: readonly string[], because: 'limit' | 'quota'): void {
    if (keys.length > 0) report({ type: 'evicted', keys, because })
  }

  async function attempt(batch: readonly Waiting[]): Promise<void> {
    const number = (begun += 1)
    try {
      await commit(batch)
    } catch (error) {
      const isWorthwhile = (await isRemedied(error, batch)) || batch.length > 1
      for (const each of batch) {
        // Later writes are under way: what comes before them must not come after them.
        if (number !== begun || !isWorthwhile) each.reject(error)
        // One by one, so that only the guilty fail.
        else await commit([each]).catch(each.reject)
      }
    }
  }

  async function isRemedied(error: unknown, batch: readonly Waiting[]): Promise<boolean> {
    const fault = faultOf(error)
    // If that fails, too, the next attempt tells.
    if (fault === 'lost')
      await fence
        .transact('readwrite', nothing, (_found, { responses }) => wipe({ responses, books }))
        .catch(() => {})
    if (fault === 'full') await makeRoom(batch).catch(() => {})
    return fault !== undefined
  }

  async function makeRoom(batch: readonly Waiting[]): Promise<void> {
    const room = batch.reduce((total, { bytes }) => total + bytes, 0)
    // What only deletes succeeds, and whatever puts a row fails: the books follow.
    const gone = await transact((desk) => {
      const { entries, bytes } = books
      const evicted = evict(desk, { entries, bytes: bytes - Math.min(room, bytes / 4) })
      books.forget()
      return evicted
    })
    tellEvicted(gone, 'quota')
    await commit([{ ...deleting(gone.map((key) => ({ key }))), resolve() {}, reject() {} }])
  }

  function enqueue<T>(operation: Operation<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const each: Waiting = {
        ...operation,
        resolve(outcome) {
          unsettled.delete(each)
          resolve(outcome as T)
        },
        reject(because) {
          unsettled.delete(each)
          reject(because)
        },
      }
      unsettled.add(each)
      waiting.push(each)
    })
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    // A use that was not noted costs a miss at worst.
    if (touched.size > 0) enqueue(touching([...touched])).catch(() => {})
    touched.clear()
    const batch = waiting
    waiting = []
    if (batch.length > 0) last = Promise.all([last, attempt(batch)]).then(() => {})
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
    write(operation) {
      const promise = enqueue(operation)
      void flushInTurn()
      return promise
    },
    touch(key) {
      if (books.isOld(key)) touched.add(key)
    },
    settled(key) {
      // Which keys have a tag is not known before the transaction.
      const mayMean = (range: KeyRange): boolean => 'tag' in range || isWithin([range], key, [])
      const isConcerned = [...unsettled].some(({ ranges }) => ranges.some(mayMean))
      return isConcerned ? flushInTurn() : undefined
    },
    flush,
  }
}

/** What is to be left: less than the limits, so that not every put has to make room. */
function roomIn({ entries, bytes }: StoreSize, limits: StoreSize): StoreSize {
  if (entries <= limits.entries && bytes <= limits.bytes) return limits
  return { entries: Math.ceil(limits.entries * 0.9), bytes: limits.bytes * 0.9 }
}

async function nothing(): Promise<void> {}
