import {
  GenerationEndedError,
  type KeyRange,
  type StoredResponse,
  type StoreSize,
  tagsOf,
  variantKey,
} from '@etagged/core'

/** One adopted generation; equal only to itself. */
export interface Generation {
  readonly number: number
}

/** What the disk can be made to do wrong, to see that it is noticed. */
export interface DiskMutation {
  /** Takes writes and reads of generations that have ended. */
  readonly withoutFence?: boolean
  /** Marks what is there, and forgets at once what was invalidated. */
  readonly withoutInvalidationLog?: boolean
  /** Lets an earlier request's answer replace a later one's. */
  readonly withoutOrder?: boolean
}

interface Row {
  readonly stored: StoredResponse
  readonly epoch: string
  used: number
}

/** One partition on disk, and what transactions do to it. Each method is one transaction. */
export interface PartitionState {
  readonly generation: Generation | undefined
  readonly stored: readonly StoredResponse[]
  adopt(): { readonly generation: Generation; readonly created: boolean }
  end(keep: boolean): void
  distrust(): void
  within(generation: Generation | undefined, epoch: string): Transactions
  /** Removes the row that was not used for the longest time; gives its key. */
  evict(): string | undefined
}

/** What a store may do, as long as its generation lasts. Throws once that has ended. */
export interface Transactions {
  get(key: string, at: number): readonly StoredResponse[]
  put(stored: StoredResponse, at: number): void
  freshen(stored: StoredResponse): void
  invalidate(ranges: readonly KeyRange[], at: number): void
  delete(ranges: readonly KeyRange[]): void
  keys(ranges?: readonly KeyRange[]): readonly string[]
  size(): StoreSize
}

let generations = 0

export function createPartitionState(mutation: DiskMutation): PartitionState {
  const rows = new Map<string, Row>()
  const log: { readonly ranges: readonly KeyRange[]; readonly at: number }[] = []
  let generation: Generation | undefined
  let distrusted = false

  function clear(): void {
    rows.clear()
    log.length = 0
  }

  function transactions(epoch: string): Transactions {
    function marked(stored: StoredResponse): StoredResponse {
      const isInvalidated = log.some(
        ({ ranges, at }) => stored.requestTime < at && isWithin(ranges, stored),
      )
      return isInvalidated ? { ...stored, invalidated: true } : stored
    }

    function latest(stored: StoredResponse): StoredResponse | undefined {
      const former = rows.get(idOf(stored))
      return former?.epoch === epoch ? former.stored : undefined
    }

    return {
      get(key, at) {
        const found = [...rows.values()].filter((row) => row.stored.key === key)
        const readable = found.filter((row) => row.epoch === epoch)
        for (const row of readable) row.used = at
        return readable.map(({ stored }) => ({ ...stored, body: { ...stored.body } }))
      },
      put(stored, at) {
        const former = latest(stored)
        const isLate = former !== undefined && former.requestTime > stored.requestTime
        if (isLate && !mutation.withoutOrder) return
        rows.set(idOf(stored), { stored: marked(stored), epoch, used: at })
      },
      freshen(stored) {
        const former = rows.get(idOf(stored))
        if (former === undefined || latest(stored)?.body.id !== stored.body.id) return
        if (former.stored.requestTime > stored.requestTime) return
        rows.set(idOf(stored), { ...former, stored: marked(stored) })
      },
      invalidate(ranges, at) {
        for (const [id, row] of rows) {
          if (!isWithin(ranges, row.stored)) continue
          rows.set(id, { ...row, stored: { ...row.stored, invalidated: true } })
        }
        if (!mutation.withoutInvalidationLog) log.push({ ranges, at })
      },
      delete(ranges) {
        for (const [id, row] of rows) if (isWithin(ranges, row.stored)) rows.delete(id)
      },
      keys(ranges = [{ prefix: '' }]) {
        const meant = [...rows.values()].filter(({ stored }) => isWithin(ranges, stored))
        return [...new Set(meant.map(({ stored }) => stored.key))]
      },
      size: () => ({
        entries: rows.size,
        bytes: [...rows.values()].reduce((sum, { stored }) => sum + stored.body.bytes, 0),
      }),
    }
  }

  return {
    get generation() {
      return generation
    },
    get stored() {
      return [...rows.values()].map(({ stored }) => stored)
    },
    adopt() {
      // Answers to requests from before an invalidation may still be under way.
      if (distrusted) rows.clear()
      distrusted = false
      const created = generation === undefined
      generation ??= { number: ++generations }
      return { generation, created }
    },
    end(keep) {
      generation = undefined
      if (!keep) clear()
    },
    distrust() {
      distrusted = true
    },
    within(adopted, epoch) {
      const isCurrent = adopted !== undefined && adopted === generation
      if (!isCurrent && !(mutation.withoutFence && adopted !== undefined)) {
        throw new GenerationEndedError()
      }
      return transactions(epoch)
    },
    evict() {
      let oldest: readonly [string, Row] | undefined
      for (const entry of rows)
        if (oldest === undefined || entry[1].used < oldest[1].used) oldest = entry
      if (oldest !== undefined) rows.delete(oldest[0])
      return oldest?.[1].stored.key
    },
  }
}

function idOf(stored: StoredResponse): string {
  return `${stored.key}\n${variantKey(stored)}`
}

function isWithin(ranges: readonly KeyRange[], stored: StoredResponse): boolean {
  const { key } = stored
  return ranges.some((range) => {
    if ('tag' in range) return tagsOf(stored).includes(range.tag)
    return 'key' in range ? range.key === key : key.startsWith(range.prefix)
  })
}
