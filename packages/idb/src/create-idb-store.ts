import { type Persistence, type ResponseStore, type StoreContext, UsageError } from '@etagged/core'
import { createPersistence } from '@etagged/core/persistence'
import { connectTo, type Loss } from './connection.ts'
import { databaseName } from './database-name.ts'
import { fence } from './fence.ts'
import { carryOutApart, finishFormerEnds } from './finish-ends.ts'
import { intend, intentsOf, WHICHEVER } from './intents.ts'
import { watchPage } from './page-life.ts'
import { defaultLimits, type Limits, responsesIn } from './responses.ts'

/** Limits of {@link createIdbStore}, for each partition by itself: a whole number above 0 each. */
export interface IdbStoreOptions {
  /**
   * The most bytes that one partition takes; then the least recently used go. A response that takes
   * more than half of them is not taken.
   * @default 67108864 (64 MiB)
   */
  readonly maxBytes?: number
  /**
   * The most entries that one partition holds: the variants of one URL are one. Then the least
   * recently used go.
   * @default 10000
   */
  readonly maxEntries?: number
  /**
   * A response that takes more bytes is not taken, nor one beyond half of `maxBytes`.
   * @default 5242880 (5 MiB)
   */
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
  const life = new AbortController()
  const connection = connectTo(name, onLost)
  const gate = fence(connection, name, () => {
    if (!life.signal.aborted) report({ type: 'ended' })
  })
  const responses = responsesIn({ fence: gate, epoch, limits, report })
  let heals = HEALS

  function onLost(loss: Loss): void {
    // A store that is adopting may have found the end to which the deletion belongs.
    if (gate.generation === undefined) return
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
    void responses.flush().finally(connection.letGo)
    connection.letGo()
  }

  watchPage({ onHidden: () => void responses.flush(), onSleep }, life.signal)

  return {
    ...responses,
    async isCurrent() {
      if (intentsOf(name).length > 0) await carryOutApart(name)
      return gate.isCurrent()
    },
    async end({ keep = false } = {}) {
      // By now a later generation may last, as of the same user in another tab.
      const intent = `${keep ? 'keep' : 'end'} ${gate.generation ?? WHICHEVER}` as const
      life.abort()
      intend(name, intent)
      // What waits is written if the rows are to be kept; else it hears of the end.
      if (!keep) gate.shut()
      const flushing = responses.flush()
      gate.shut()
      if (keep) await flushing
      connection.close()
      try {
        await carryOutApart(name, [intent], true)
      } catch (error) {
        // The intent stays for the next start. What can still be done here asks for no generation, and
        // would take a later one along.
        if (intent === `end ${WHICHEVER}`) indexedDB.deleteDatabase(name)
        throw error
      }
    },
    distrust() {
      intend(name, `clear ${WHICHEVER}`)
    },
    close() {
      life.abort()
      void responses.flush().finally(connection.close)
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
