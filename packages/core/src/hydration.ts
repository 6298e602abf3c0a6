import { isStoredUnder } from './cache/is-stored-under.ts'
import { own } from './cache/own-property.ts'
import { EVERYONE } from './cache/partition-name.ts'
import type { Partition } from './cache/partition.ts'
import { diskFor } from './cache/write.ts'
import { cacheKeysOf } from './rules/cache-key.ts'
import { variantKey } from './rules/selection.ts'
import type { StoredResponse } from './rules/stored-response.ts'

/** Raised when the state changes its form: what another build made is dropped. */
const VERSION = 1

/** What memory holds, as plain data that JSON can carry. Bodies that are no text stay behind. */
export function dehydrateParts(parts: readonly Partition<unknown>[], epoch: string): unknown {
  const [sessions, everyones] = parts
  const responses = dehydrated(sessions)
  const everyone = dehydrated(everyones)
  return { etagged: VERSION, epoch, partition: sessions?.name, responses, everyone }
}

function dehydrated(partition: Partition<unknown> | undefined): readonly StoredResponse[] {
  // While a page wakes, what it holds may be of a session that has ended.
  if (partition === undefined || partition.verification !== undefined) return []
  const { memory } = partition
  return memory
    .keys()
    .flatMap((key) => memory.get(key))
    .filter(({ body }) => typeof body.content === 'string')
}

/**
 * Takes what another page or a server dehydrated for the same partitions. Of what is untrusted,
 * malformed, older than what is here, or than its removal, nothing is taken. Memory has it at once; the
 * disk gets it, unless it has something newer, which memory then takes over.
 */
export async function hydrateParts(
  parts: readonly Partition<unknown>[],
  epoch: string,
  state: unknown,
): Promise<void> {
  const copy = plain(state)
  await Promise.all(
    parts.map((partition) => take(responsesIn(copy, partition.name, epoch), partition)),
  )
}

async function take(
  responses: readonly StoredResponse[],
  partition: Partition<unknown>,
): Promise<void> {
  const taken = responses.filter((stored) => isNews(partition, stored))
  for (const stored of taken) {
    partition.joinTabs()?.know(stored.key)
    partition.memory.put(stored)
  }
  await Promise.all(taken.map(async (stored) => diskFor(partition, stored)?.put(stored)))
  partition.refresh(taken.map(({ key }) => key))
}

function isNews(partition: Partition<unknown>, stored: StoredResponse): boolean {
  if (partition.isRemoved(stored)) return false
  const { memory } = partition
  const held = memory.get(stored.key).find((variant) => variantKey(variant) === variantKey(stored))
  return held === undefined || held.requestTime < stored.requestTime
}

/** A copy that nobody else can change, and whose getters have had their say. */
function plain(state: unknown): unknown {
  try {
    return structuredClone(state)
  } catch {
    // A getter threw, or there is a function inside: nobody dehydrated that.
    return undefined
  }
}

function responsesIn(state: unknown, partition: string, epoch: string): readonly StoredResponse[] {
  const isEveryones = partition === EVERYONE
  const isOurs =
    own(state, 'etagged') === VERSION &&
    own(state, 'epoch') === epoch &&
    (isEveryones || own(state, 'partition') === partition)
  const responses = own(state, isEveryones ? EVERYONE : 'responses')
  return isOurs && Array.isArray(responses) ? responses.filter(isResponse) : []
}

/** Stored under a key of its own URL: under another it would answer for what it is not. */
function isResponse(value: unknown): value is StoredResponse {
  const key = own(value, 'key')
  const url = own(value, 'url')
  return (
    typeof key === 'string' &&
    typeof url === 'string' &&
    cacheKeysOf(url).includes(key) &&
    isStoredUnder(key, value)
  )
}
