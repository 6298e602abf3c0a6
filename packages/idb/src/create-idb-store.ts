import {
  GenerationEndedError,
  type Persistence,
  type ResponseStore,
  type StoreContext,
  UsageError,
} from '@etagged/core'
import { createPersistence } from '@etagged/core/persistence'
import { connectTo } from './connection.ts'
import { databaseName } from './database-name.ts'
import { fence } from './fence.ts'
import { carryOutApart, finishFormerEnds } from './finish-ends.ts'
import { intend, intentsOf, type Purpose, WHICHEVER } from './intents.ts'
import type { Loss } from './open-database.ts'
import { watchPage } from './page-life.ts'
import { defaultLimits, type Limits, responsesIn } from './responses.ts'

export interface IdbStoreOptions {
  /**
   * The most bytes that one partition takes; then the least recently used go. A response that takes
   * more than half of them is not taken. Default: 64 MiB.
   */
  readonly maxBytes?: number
  /** The most entries that one partition holds. Default: 10,000. */
  readonly maxEntries?: number
  /** A larger response is not taken, nor one beyond half of `maxBytes`. Default: 5 MiB. */
  readonly maxEntryBytes?: number
}

/** The first read of a page is worth more than tidiness. */
const TIDY_AFTER_MILLISECONDS = 1000

/** A browser that removes a site's data refuses to open its databases meanwhile. */
const VERIFY_AFTER_MILLISECONDS = [0, 50, 200, 800]

/** A connection that dies again and again is not worth more. */
const HEALS = 3

/**
 * Keeps responses in IndexedDB: one database for each partition, so that no user's rows are within
 * reach of another's session, and a sign-out in one tab ends the stores of all.
 *
 * @throws UsageError for a limit that is no whole number above 0
 * @example
 * createEtagged({ store: createIdbStore() })
 */
export function createIdbStore(options: IdbStoreOptions = {}): Persistence {
  const limits = limitsOf(options)
  if (typeof indexedDB !== 'undefined') {
    // What fails is tried again by the next page.
    setTimeout(() => void finishFormerEnds().catch(() => undefined), TIDY_AFTER_MILLISECONDS)
  }
  return createPersistence((context) => storeIn(context, limits))
}

function storeIn({ partition, epoch, report }: StoreContext, limits: Limits): ResponseStore {
  const name = databaseName(partition)
  const connection = connectTo(name, onLost)
  const life = new AbortController()
  const gate = fence(connection, name, () => {
    if (!life.signal.aborted) report({ type: 'ended' })
  })
  const responses = responsesIn({ fence: gate, epoch, limits, report })
  const endings = new Map<Purpose, Promise<void>>()
  let opening: Promise<void> | undefined
  let isOpen = false
  let isAwaited = false
  let isEnded = false
  let heals = HEALS

  async function adopt(): Promise<void> {
    try {
      await responses.open()
    } catch (error) {
      opening = undefined
      throw error
    }
    isOpen = true
    watchPage({ onHidden: () => void responses.flush(), onSleep }, life.signal)
  }

  function onLost(loss: Loss): void {
    // A store that is adopting may have found the end to which the deletion belongs.
    if (!isOpen) return
    if (loss === 'deleted') gate.shut()
    if (loss === 'closed' && heals-- > 0) void heal()
  }

  /** The browser closed the connection: are the rows gone, too? It may be about to remove them. */
  async function heal(): Promise<void> {
    for (const delay of VERIFY_AFTER_MILLISECONDS) {
      await new Promise((resolve) => setTimeout(resolve, delay))
      if (life.signal.aborted) return
      const lasts = await gate.isCurrent().catch(() => undefined)
      if (lasts) report({ type: 'reopened' })
      if (lasts !== undefined) return
    }
  }

  function onSleep(): void {
    // What waits is in a transaction when this returns, and that outlives its connection's use.
    void responses.flush().finally(() => connection.letGo())
    connection.letGo()
  }

  function assertLasting(): void {
    if (isEnded) throw new GenerationEndedError()
    if (life.signal.aborted) throw new DOMException('The store was closed', 'AbortError')
  }

  /** At once when the store is open: what is called before `close` or a sleep is not left behind. */
  async function within<T>(method: () => Promise<T>, isEarly = false): Promise<T> {
    assertLasting()
    if (opening === undefined) throw new Error('Call open() first')
    if (!isOpen && !isEarly) {
      isAwaited = true
      await opening
      assertLasting()
    }
    return method()
  }

  async function finish(purpose: Purpose): Promise<void> {
    intend(name, `${purpose} ${gate.generation ?? WHICHEVER}`)
    if (purpose === 'keep') await responses.flush()
    gate.shut()
    // What waits to be written hears of it.
    void responses.flush()
    connection.close()
    try {
      await carryOutApart(name, [`${purpose} ${WHICHEVER}`])
    } catch (error) {
      endings.delete(purpose)
      // The little that can still be done here; the intent stays for the next start.
      if (purpose === 'end') indexedDB.deleteDatabase(name)
      throw error
    }
  }

  return {
    async open() {
      assertLasting()
      await (opening ??= adopt())
    },
    // The first reads go along with the look at the generation, if they need not see a write.
    get: (key) => within(() => responses.get(key), !isAwaited),
    put: (stored) => within(() => responses.put(stored)),
    freshen: (stored) => within(() => responses.freshen(stored)),
    invalidate: (ranges, at) => within(() => responses.invalidate(ranges, at)),
    delete: (ranges) => within(() => responses.delete(ranges)),
    keys: (ranges) => within(() => responses.keys(ranges)),
    flush: () => within(() => responses.flush()),
    size: () => within(() => responses.size()),
    async isCurrent() {
      if (isEnded) return false
      return within(async () => {
        if (intentsOf(name).length > 0) await carryOutApart(name)
        return gate.isCurrent()
      })
    },
    end({ keep = false } = {}) {
      const purpose = keep ? 'keep' : 'end'
      isEnded = true
      life.abort()
      const ending = endings.get(purpose) ?? finish(purpose)
      endings.set(purpose, ending)
      return ending
    },
    distrust() {
      intend(name, `clear ${WHICHEVER}`)
    },
    close() {
      life.abort()
      void responses.flush().finally(() => connection.close())
    },
  }
}

function limitsOf(options: IdbStoreOptions): Limits {
  const limits = { ...defaultLimits, ...options }
  for (const [name, limit] of Object.entries(limits)) {
    if (Number.isSafeInteger(limit) && limit > 0) continue
    throw new UsageError(
      `createIdbStore: ${name} is ${limit}. Give a whole number above 0, or leave it out.`,
    )
  }
  return limits
}
