import { variantKey } from './rules/selection.ts'
import type { StoredResponse } from './rules/stored-response.ts'
import type { ResponseStore, StoreContext, StoreFactory } from './stores/response-store.ts'

/** One method called on a store, and what of. */
export interface Call {
  readonly partition: string
  readonly method: keyof ResponseStore
  readonly argument?: unknown
}

/** A disk that a test can look into: its rows outlive the client, and nothing of it is shared. */
export interface Disk {
  readonly createStore: StoreFactory
  readonly calls: readonly Call[]
  /** Every row of a partition. */
  rows(partition: string): readonly StoredResponse[]
  /** Everything on the disk, as text: what a search for a secret must not find. */
  dump(): string
  /** Called before each method has its effect: may throw, reject, or never settle. */
  fault: ((call: Call) => void | Promise<void>) | undefined
  /** Called when a method has had its effect, before its caller hears of it. */
  delay: ((call: Call) => void | Promise<void>) | undefined
}

interface Rows {
  generation: object | undefined
  readonly stored: Map<string, StoredResponse>
}

export function createDisk(): Disk {
  const partitions = new Map<string, Rows>()
  const calls: Call[] = []

  function rowsOf(partition: string): Rows {
    const rows = partitions.get(partition) ?? { generation: undefined, stored: new Map() }
    partitions.set(partition, rows)
    return rows
  }

  function createStore({ partition, epoch }: StoreContext): ResponseStore {
    let generation: object | undefined

    async function run<T>(
      method: keyof ResponseStore,
      argument: unknown,
      effect: (rows: Rows) => T,
    ): Promise<T> {
      const call: Call = { partition, method, argument }
      calls.push(call)
      await disk.fault?.(call)
      const rows = rowsOf(partition)
      const isFree = method === 'open' || method === 'end'
      if (!isFree && (generation === undefined || generation !== rows.generation)) {
        throw new Error(`${method} on a generation that has ended`)
      }
      const result = effect(rows)
      await disk.delay?.(call)
      return result
    }

    const idOf = (stored: StoredResponse): string =>
      JSON.stringify([epoch, stored.key, variantKey(stored)])
    const isUnder = (id: string, key: string): boolean =>
      id.startsWith(`${JSON.stringify([epoch, key]).slice(0, -1)},`)

    return {
      open: () =>
        run('open', undefined, (rows) => {
          rows.generation ??= {}
          generation = rows.generation
        }),
      get: (key) =>
        run('get', key, ({ stored }) =>
          [...stored].filter(([id]) => isUnder(id, key)).map(([, row]) => structuredClone(row)),
        ),
      put: (response) =>
        run('put', response, ({ stored }) => {
          const former = stored.get(idOf(response))
          if (former !== undefined && former.requestTime > response.requestTime) return
          stored.set(idOf(response), structuredClone(response))
        }),
      freshen: (response) =>
        run('freshen', response, ({ stored }) => {
          const former = stored.get(idOf(response))
          if (former?.body.id !== response.body.id) return
          if (former.requestTime <= response.requestTime) {
            stored.set(idOf(response), structuredClone(response))
          }
        }),
      invalidate: (keys) =>
        run('invalidate', keys, ({ stored }) => {
          for (const [id, row] of stored) {
            if (keys.includes(row.key)) stored.set(id, { ...row, invalidated: true })
          }
        }),
      delete: (keys) =>
        run('delete', keys, ({ stored }) => {
          for (const [id, row] of stored) if (keys.includes(row.key)) stored.delete(id)
        }),
      keys: () =>
        run('keys', undefined, ({ stored }) => [
          ...new Set([...stored.values()].map(({ key }) => key)),
        ]),
      end: () =>
        run('end', undefined, (rows) => {
          rows.generation = undefined
          rows.stored.clear()
        }),
      close() {
        calls.push({ partition, method: 'close' })
        generation = undefined
      },
    }
  }

  const disk: Disk = {
    createStore,
    calls,
    rows: (partition) => [...rowsOf(partition).stored.values()],
    dump: () => JSON.stringify([...partitions].map(([name, rows]) => [name, [...rows.stored]])),
    fault: undefined,
    delay: undefined,
  }
  return disk
}
