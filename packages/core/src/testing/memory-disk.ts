import type { Persistence } from '../cache/persistence.ts'
import { createPersistence } from '../persistence/create-persistence.ts'
import { variantKey } from '../rules/selection.ts'
import { tagsOf } from '../rules/tags.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { createChangeLog, type ChangeLog } from '../stores/change-log.ts'
import { isWithin } from '../stores/key-range.ts'
import {
  GenerationEndedError,
  type KeyRange,
  type ResponseStore,
  type StoreContext,
  type StoreFactory,
  type StoreReport,
} from '../stores/response-store.ts'

/** One method called on a store, and what of. */
export interface StoreCall {
  /** Whose store it was: an opaque name. */
  readonly partition: string
  /** Which method. */
  readonly method: keyof ResponseStore
  /** Its first argument; of `invalidate` an object of both; absent: it takes none. */
  readonly argument?: unknown
}

/**
 * A disk in memory, that a test can look into: its rows outlive the client and are shared by all
 * clients on it, as tabs share a browser's disk; and nothing of it is shared by reference.
 */
export interface MemoryDisk {
  /** Makes stores on this disk, as the contract and `createPersistence` take it. */
  readonly createStore: StoreFactory
  /** The same, as a client takes it. */
  readonly persistence: Persistence
  /** All that was called on its stores since it was made, in that order. */
  readonly calls: readonly StoreCall[]
  /** Every row of a partition that can be read, or could after the next sign-in. */
  rows(partition: string): readonly StoredResponse[]
  /** Everything on the disk, as text: what a search for a secret must not find. */
  dump(): string
  /** Lets every open store of the partition report this. */
  report(partition: string, report: StoreReport): void
  /** Called before each method has its effect: may throw, reject, or never settle. */
  fault: ((call: StoreCall) => void | Promise<void>) | undefined
  /** Called when a method has had its effect, before its caller hears of it. */
  delay: ((call: StoreCall) => void | Promise<void>) | undefined
}

interface Rows {
  generation: object | undefined
  isDistrusted: boolean
  stored: Map<string, StoredResponse>
  invalidations: ChangeLog
  readonly listeners: Set<(report: StoreReport) => void>
}

/** From one `open` to the next `close`. */
interface Connection {
  generation: object | undefined
  /** Its end is known here: there is nothing to report. */
  isOver: boolean
  /** What is called while it opens waits for that. */
  opening: Promise<unknown> | undefined
}

function newConnection(): Connection {
  return { generation: undefined, isOver: false, opening: undefined }
}

/** An empty disk in memory, that a test can look into and make fail. */
export function createMemoryDisk(): MemoryDisk {
  const partitions = new Map<string, Rows>()
  const calls: StoreCall[] = []

  function rowsOf(partition: string): Rows {
    const rows = partitions.get(partition) ?? {
      generation: undefined,
      isDistrusted: false,
      stored: new Map<string, StoredResponse>(),
      invalidations: createChangeLog(),
      listeners: new Set(),
    }
    partitions.set(partition, rows)
    return rows
  }

  function createStore({ partition, epoch, report }: StoreContext): ResponseStore {
    let connection = newConnection()

    async function run<T>(
      method: keyof ResponseStore,
      argument: unknown,
      effect: (rows: Rows, by: Connection) => T,
    ): Promise<T> {
      // What was called before `close` still has its effect.
      const by = connection
      const call: StoreCall = { partition, method, argument }
      calls.push(call)
      if (!unfenced.has(method)) await by.opening
      await disk.fault?.(call)
      const rows = rowsOf(partition)
      if (!unfenced.has(method) && !isCurrent(rows, by)) throw new GenerationEndedError()
      const result = effect(rows, by)
      await disk.delay?.(call)
      return result
    }

    function isCurrent(rows: Rows, by: Connection): boolean {
      const { generation } = by
      const lasts = generation !== undefined && generation === rows.generation
      if (!lasts && generation !== undefined && !by.isOver) {
        by.isOver = true
        report({ type: 'ended' })
      }
      return lasts
    }

    const idOf = (stored: StoredResponse): string =>
      JSON.stringify([epoch, stored.key, variantKey(stored)])
    const isUnder = (id: string, key: string): boolean =>
      id.startsWith(`${JSON.stringify([epoch, key]).slice(0, -1)},`)

    function write(response: StoredResponse, rows: Rows): void {
      const { key, requestTime } = response
      const last = rows.invalidations.last(key, tagsOf(response))
      const invalidated = response.invalidated || requestTime < last
      rows.stored.set(idOf(response), { ...structuredClone(response), invalidated })
    }

    return {
      open() {
        const opening = run('open', undefined, (rows, by) => {
          if (rows.isDistrusted) rows.stored.clear()
          rows.isDistrusted = false
          rows.generation ??= {}
          by.generation = rows.generation
          rows.listeners.add(report)
        })
        connection.opening = opening
        return opening
      },
      get: (key) =>
        run('get', key, ({ stored }) =>
          [...stored].filter(([id]) => isUnder(id, key)).map(([, row]) => structuredClone(row)),
        ),
      put: (response) =>
        run('put', response, (rows) => {
          const former = rows.stored.get(idOf(response))
          const isLater = former !== undefined && former.requestTime > response.requestTime
          if (!isLater) write(response, rows)
          return true
        }),
      freshen: (response) =>
        run('freshen', response, (rows) => {
          const former = rows.stored.get(idOf(response))
          if (former?.body.id !== response.body.id) return false
          if (former.requestTime <= response.requestTime) write(response, rows)
          return true
        }),
      invalidate: (ranges, at) =>
        run('invalidate', { ranges, at }, ({ stored, invalidations }) => {
          invalidations.note(ranges, at)
          for (const [id, row] of stored) {
            if (isMeant(ranges, row)) stored.set(id, { ...row, invalidated: true })
          }
        }),
      delete: (ranges) => run('delete', ranges, (rows) => remove(ranges, rows)),
      keys: (ranges) => run('keys', ranges, ({ stored }) => keysOf(stored, ranges)),
      isCurrent: () => run('isCurrent', undefined, isCurrent),
      flush: () => run('flush', undefined, () => undefined),
      size: () => run('size', undefined, ({ stored }) => sizeOf(stored)),
      end: (options = {}) =>
        run('end', options, (rows, by) => {
          by.isOver = true
          rows.listeners.delete(report)
          const isLater = rows.generation !== undefined && by.generation !== rows.generation
          if (isLater && by.generation !== undefined) return
          rows.generation = undefined
          if (options.keep) return
          rows.stored = new Map()
          rows.invalidations = createChangeLog()
        }),
      distrust() {
        calls.push({ partition, method: 'distrust' })
        rowsOf(partition).isDistrusted = true
      },
      close() {
        calls.push({ partition, method: 'close' })
        connection = newConnection()
        rowsOf(partition).listeners.delete(report)
      },
    }
  }

  const disk: MemoryDisk = {
    createStore,
    persistence: createPersistence(createStore),
    calls,
    rows: (partition) => [...rowsOf(partition).stored.values()],
    dump: () => JSON.stringify([...partitions].map(([name, rows]) => [name, [...rows.stored]])),
    report(partition, report) {
      for (const listener of rowsOf(partition).listeners) listener(report)
    },
    fault: undefined,
    delay: undefined,
  }
  return disk
}

/** Keeps responses as long as the page or process lasts, for tests and for servers. */
export function createMemoryStoreFactory(): StoreFactory {
  return createMemoryDisk().createStore
}

/** They begin a generation, end one, or ask for it. */
const unfenced: ReadonlySet<keyof ResponseStore> = new Set(['open', 'end', 'isCurrent'])

function remove(ranges: readonly KeyRange[], { stored }: Rows): void {
  for (const [id, row] of stored) if (isMeant(ranges, row)) stored.delete(id)
}

function isMeant(ranges: readonly KeyRange[], row: StoredResponse): boolean {
  return isWithin(ranges, row.key, tagsOf(row))
}

function keysOf(
  stored: Rows['stored'],
  ranges: readonly KeyRange[] = [{ prefix: '' }],
): readonly string[] {
  const meant = [...stored.values()].filter((row) => isMeant(ranges, row))
  return [...new Set(meant.map(({ key }) => key))]
}

function sizeOf(stored: Rows['stored']): { readonly entries: number; readonly bytes: number } {
  const bytes = [...stored.values()].reduce((sum, { body }) => sum + body.bytes, 0)
  return { entries: keysOf(stored).length, bytes }
}
