import {
  GenerationEndedError,
  type Persistence,
  type ResponseStore,
  type StoreContext,
  type StoredResponse,
  UsageError,
} from '@etagged/core'
import { createPersistence } from '@etagged/core/persistence'
import { type Change, connectTo } from './connection.ts'
import { databaseName } from './database-name.ts'
import { type Fence, fence } from './fence.ts'
import { carryOutApart, finishFormerEnds } from './finish-ends.ts'
import { beginAdoption } from './generation.ts'
import { intend, intentsOf, type Purpose, WHICHEVER } from './intents.ts'
import { watchPage } from './page-life.ts'
import { defaultLimits, type Limits, type Responses, responsesIn } from './responses.ts'

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

/** What a store has between its opening and its end. */
interface Adopted {
  readonly gate: Fence
  readonly responses: Responses
  readonly generation: string
}

/** The database is open, and a look at its generation under way. */
interface Begun extends Omit<Adopted, 'generation'> {
  readonly generation: Promise<string>
}

function storeIn({ partition, epoch, report }: StoreContext, limits: Limits): ResponseStore {
  const name = databaseName(partition)
  const connection = connectTo(name, onChange)
  const life = new AbortController()
  const endings = new Map<Purpose, Promise<void>>()
  let begun: Promise<Begun> | undefined
  let opening: Promise<Adopted> | undefined
  let isWaiting = false
  let adopted: Adopted | undefined
  let ended = false
  let heals = HEALS

  async function begin(): Promise<Begun> {
    const adoption = await beginAdoption(connection, name)
    const gate = fence(connection, adoption, () => {
      if (!life.signal.aborted) report({ type: 'ended' })
    })
    const responses = responsesIn({ fence: gate, epoch, limits, report })
    return { gate, responses, generation: adoption.generation }
  }

  async function adopt(): Promise<Adopted> {
    begun = begin()
    const { gate, responses, generation } = await begun
    adopted = { gate, responses, generation: await generation }
    watchPage({ onHidden: () => void responses.flush(), onSleep }, life.signal)
    return adopted
  }

  function onChange(change: Change): void {
    if (change === 'reopened') return report({ type: 'reopened' })
    // A store that is adopting may have found the end to which the deletion belongs.
    if (adopted === undefined) return
    if (change === 'deleted') adopted.gate.shut()
    else if (heals-- > 0) void heal()
  }

  /** The browser closed the connection: are the rows gone, too? It may be about to remove them. */
  async function heal(): Promise<void> {
    for (const delay of VERIFY_AFTER_MILLISECONDS) {
      await new Promise((resolve) => setTimeout(resolve, delay))
      if (life.signal.aborted || adopted === undefined) return
      const lasts = await adopted.gate.isCurrent().catch(() => undefined)
      if (lasts) report({ type: 'reopened' })
      if (lasts !== undefined) return
    }
  }

  function onSleep(): void {
    // What waits is in a transaction when this returns, and that outlives its connection's use.
    void adopted?.responses.flush().finally(() => connection.letGo())
    connection.letGo()
  }

  function assertLasting(): void {
    if (ended) throw new GenerationEndedError()
    if (life.signal.aborted) throw new DOMException('The store was closed', 'AbortError')
  }

  /** At once when the store is open: what is called before `close` or a sleep is not left behind. */
  async function within<T>(method: (open: Adopted) => Promise<T>): Promise<T> {
    assertLasting()
    if (opening === undefined) throw new Error('Call open() first')
    if (adopted !== undefined) return method(adopted)
    isWaiting = true
    const open = await opening
    assertLasting()
    return method(open)
  }

  /** The first read goes along with the look at the generation, if it need not see a write. */
  async function get(key: string): Promise<readonly StoredResponse[]> {
    if (adopted !== undefined || begun === undefined || isWaiting) {
      return within(({ responses }) => responses.get(key))
    }
    assertLasting()
    const { responses } = await begun
    assertLasting()
    return responses.get(key)
  }

  async function finish(purpose: Purpose): Promise<void> {
    intend(name, { purpose, generation: adopted?.generation ?? WHICHEVER })
    if (purpose === 'keep') await adopted?.responses.flush()
    else adopted?.responses.discard(new GenerationEndedError())
    adopted?.gate.shut()
    connection.close()
    try {
      await carryOutApart(name, [{ purpose, generation: WHICHEVER }])
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
      if (opening === undefined) {
        opening = adopt()
        opening.catch(() => {
          opening = undefined
          begun = undefined
          isWaiting = false
        })
      }
      await opening
    },
    get,
    put: (stored) => within(({ responses }) => responses.put(stored)),
    freshen: (stored) => within(({ responses }) => responses.freshen(stored)),
    invalidate: (ranges, at) => within(({ responses }) => responses.invalidate(ranges, at)),
    delete: (ranges) => within(({ responses }) => responses.delete(ranges)),
    keys: (ranges) => within(({ responses }) => responses.keys(ranges)),
    flush: () => within(({ responses }) => responses.flush()),
    size: () => within(({ responses }) => responses.size()),
    async isCurrent() {
      if (ended) return false
      return within(async ({ gate }) => {
        if (intentsOf(name).length > 0) await carryOutApart(name)
        return gate.isCurrent()
      })
    },
    end({ keep = false } = {}) {
      const purpose = keep ? 'keep' : 'end'
      ended = true
      life.abort()
      const ending = endings.get(purpose) ?? finish(purpose)
      endings.set(purpose, ending)
      return ending
    },
    distrust() {
      intend(name, { purpose: 'clear', generation: WHICHEVER })
    },
    close() {
      life.abort()
      if (adopted === undefined) connection.close()
      else void adopted.responses.flush().finally(() => connection.close())
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
