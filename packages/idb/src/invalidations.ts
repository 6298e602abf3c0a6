import { type KeyRange, type Seconds, type StoredMetadata, tagsOf } from '@etagged/core'
import { promisifyRequest } from 'idb-keyval'
import { instant, listOf, own, type Reader, shape, text } from './reader.ts'
import { isIn } from './rows.ts'

/** Where the log lies among the responses. */
export const LOG = 'log'

/** Far more writes than happen between two reads of the same thing, or while one is under way. */
export const MOST_REMEMBERED = 128

interface Invalidation {
  readonly range: KeyRange
  readonly at: Seconds
}

/** What was requested before an invalidation has to be validated, also if it came in later. */
export interface Invalidations {
  /** Whatever was requested by then has to be, too: the log reaches no further back. */
  readonly since: Seconds
  readonly latest: readonly Invalidation[]
}

const none: Invalidations = { since: -Number.MAX_VALUE, latest: [] }

/** `undefined`: it cannot be read, and may have held anything. */
export async function readInvalidations(
  responses: IDBObjectStore,
): Promise<Invalidations | undefined> {
  return parseInvalidations(await promisifyRequest<unknown>(responses.get(LOG)))
}

export function parseInvalidations(row: unknown): Invalidations | undefined {
  return row === undefined ? none : log(row)
}

export function writeInvalidations(responses: IDBObjectStore, written: Invalidations): void {
  responses.put(written, LOG)
}

/** One that could not be read holds for all that was requested by `at`. */
export function remember(
  former: Invalidations | undefined,
  ranges: readonly KeyRange[],
  at: Seconds,
): Invalidations {
  const { since, latest } = former ?? { since: at, latest: [] }
  const ids = new Set(ranges.map((range) => JSON.stringify(range)))
  const others = latest.filter((each) => each.at > at || !ids.has(JSON.stringify(each.range)))
  const all = [...ranges.map((range) => ({ range, at })), ...others].toSorted((a, b) => b.at - a.at)
  const forgotten = all[MOST_REMEMBERED]
  return {
    since: forgotten === undefined ? since : Math.max(since, forgotten.at),
    latest: all.slice(0, MOST_REMEMBERED),
  }
}

export function isOvertaken(
  known: Invalidations | undefined,
  key: string,
  metadata: Pick<StoredMetadata, 'url' | 'fields' | 'tags' | 'requestTime'>,
): boolean {
  const { requestTime } = metadata
  if (known === undefined || requestTime <= known.since) return true
  const ranges = known.latest.filter(({ at }) => requestTime <= at).map(({ range }) => range)
  // To tell tags takes longer, and mostly nobody asks.
  const tags = ranges.some((range) => 'tag' in range) ? tagsOf(metadata) : []
  return ranges.some((range) => ('tag' in range ? tags.includes(range.tag) : isIn(range, key)))
}

const range: Reader<KeyRange> = (value) => {
  const key = text(own(value, 'key'))
  if (key !== undefined) return { key }
  const prefix = text(own(value, 'prefix'))
  if (prefix !== undefined) return { prefix }
  const tag = text(own(value, 'tag'))
  return tag === undefined ? undefined : { tag }
}

const log: Reader<Invalidations> = shape({
  since: instant,
  latest: listOf(shape<Invalidation>({ range, at: instant }), MOST_REMEMBERED),
})
