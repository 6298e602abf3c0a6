import { GenerationEndedError } from '@etagged/core'
import type { Connection } from './connection.ts'
import { adopt, isGenerationId, stateIn } from './generation.ts'
import { intentsOf } from './intents.ts'
import { GENERATIONS, RESPONSES } from './layout.ts'
import { inTransaction } from './transaction.ts'

/** What a transaction works on, once it is known that its generation lasts. */
export interface Sight {
  readonly responses: IDBObjectStore
  readonly generations: IDBObjectStore
  /** The log of invalidations, as it lies on disk. */
  log: unknown
}

/** The responses, for as long as their generation lasts. */
export interface Fence {
  /** From now on the next transaction adopts the generation that it finds, or begins one. */
  readonly open: () => void
  /**
   * One transaction: all of it happens, or nothing. `read` asks for what it needs along with the
   * look at the generation; `go` goes on after the verdict. Both wait for nothing but requests.
   */
  readonly transact: <Found, Result>(
    mode: IDBTransactionMode,
    read: (responses: IDBObjectStore) => Promise<Found>,
    go: (found: Found, sight: Sight) => Result | Promise<Result>,
  ) => Promise<Result>
  /** The generation that was adopted. */
  readonly generation: string | undefined
  /** Does it last? Asks the disk. */
  readonly isCurrent: () => Promise<boolean>
  /** Nothing passes any more: somebody has been seen to end the generation. */
  readonly shut: () => void
}

/**
 * Every transaction reads the generation itself: what was true before it began proves nothing.
 * `onEnded` is called once, when another generation is found, or none.
 */
export function fence(connection: Connection, name: string, onEnded: () => void = () => {}): Fence {
  let generation: string | undefined
  let adoption: Promise<string> | undefined
  let isOpen = false
  let isShut = false

  /** Ids are random: one that is gone does not come back. */
  function shut(): GenerationEndedError {
    if (!isShut) {
      isShut = true
      onEnded()
    }
    return new GenerationEndedError()
  }

  async function transact<Found, Result>(
    mode: IDBTransactionMode,
    read: (responses: IDBObjectStore) => Promise<Found>,
    go: (found: Found, sight: Sight) => Result | Promise<Result>,
  ): Promise<Result> {
    if (isShut) throw new GenerationEndedError()
    if (!isOpen) throw new Error('Call open() first')
    const missing = generation === undefined ? 'create' : 'leave'
    const beginning = connection.begin({ missing, mode, durability: 'relaxed' })
    const isPlain = missing === 'leave' || (await isUntouched(name, beginning))
    const transaction = await beginning
    if (transaction === undefined) throw shut()
    const done = await inTransaction(transaction, async () => {
      const responses = transaction.objectStore(RESPONSES)
      const generations = transaction.objectStore(GENERATIONS)
      // Asked for first: a value that the browser lost aborts what comes after it.
      const [[current, log], found] = await Promise.all([stateIn(generations), read(responses)])
      // Nearly every start finds one that lasts, and then need not wait for a turn to write.
      if (isPlain && adoption === undefined && isGenerationId(current)) generation ??= current
      if (generation === undefined) return undefined
      if (current !== generation) throw shut()
      return { result: await go(found, { responses, generations, log }) }
    })
    if (done !== undefined) return done.result
    adoption ??= adopt(connection, name).finally(() => (adoption = undefined))
    generation = await adoption
    return transact(mode, read, go)
  }

  return {
    open() {
      isOpen = true
    },
    transact,
    get generation() {
      return generation
    },
    async isCurrent() {
      try {
        await transact(
          'readonly',
          async () => undefined,
          () => undefined,
        )
        return true
      } catch (error) {
        if (error instanceof GenerationEndedError) return false
        throw error
      }
    },
    shut,
  }
}

/**
 * Looks for intents while the database opens: the first access to localStorage takes its time. Not at
 * once, since Chromium does not begin to open before the thread has been free.
 */
async function isUntouched(name: string, opening: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    await Promise.race([opening, new Promise((resolve) => (timer = setTimeout(resolve, 1)))])
  } finally {
    clearTimeout(timer)
  }
  return intentsOf(name).length === 0
}
