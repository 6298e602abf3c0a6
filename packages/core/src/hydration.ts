import { isStoredUnder } from './cache/is-stored-under.ts'
import type { Partition } from './cache/partition.ts'
import { cacheKeysOf } from './rules/cache-key.ts'
import { variantKey } from './rules/selection.ts'
import type { StoredResponse } from './rules/stored-response.ts'

/** Raised when the state changes its form: what another build made is dropped. */
const VERSION = 1

/** What memory holds, as plain data that JSON can carry. Bodies that are no text stay behind. */
export function dehydratePartition(partition: Partition<unknown>, epoch: string): unknown {
  const { memory, name } = partition
  const responses = memory
    .keys()
    .flatMap((key) => memory.get(key))
    .filter(({ body }) => typeof body.content === 'string')
  return { etagged: VERSION, epoch, partition: name, responses }
}

/**
 * Takes what another page or a server dehydrated for the same partition. Of what is untrusted,
 * malformed, or older than what is here, nothing is taken. Memory has it at once; the disk gets it,
 * unless it has something newer, which memory then takes over.
 */
export async function hydratePartition(
  partition: Partition<unknown>,
  epoch: string,
  state: unknown,
): Promise<void> {
  const taken = responsesIn(state, partition.name, epoch).filter((stored) =>
    isNews(partition, stored),
  )
  for (const stored of taken) {
    partition.tabs?.know(stored.key)
    partition.memory.put(stored)
  }
  const { disk } = partition
  if (disk === undefined) return
  await Promise.all(taken.map((stored) => disk.put(stored)))
  partition.refresh(taken.map(({ key }) => key))
}

function isNews({ memory }: Partition<unknown>, stored: StoredResponse): boolean {
  const held = memory.get(stored.key).find((variant) => variantKey(variant) === variantKey(stored))
  return held === undefined || held.requestTime < stored.requestTime
}

function responsesIn(state: unknown, partition: string, epoch: string): readonly StoredResponse[] {
  const isOurs =
    member(state, 'etagged') === VERSION &&
    member(state, 'epoch') === epoch &&
    member(state, 'partition') === partition
  const responses = member(state, 'responses')
  return isOurs && Array.isArray(responses) ? responses.filter(isResponse) : []
}

/** Stored under a key of its own URL: under another it would answer for what it is not. */
function isResponse(value: unknown): value is StoredResponse {
  const key = member(value, 'key')
  const url = member(value, 'url')
  return (
    typeof key === 'string' &&
    typeof url === 'string' &&
    cacheKeysOf(url).includes(key) &&
    isStoredUnder(key, value)
  )
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Reflect.get(value, name)
}
