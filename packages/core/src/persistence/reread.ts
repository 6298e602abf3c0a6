import type { Clock } from '../clock.ts'
import { variantKey } from '../rules/selection.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { replaceUnread } from '../cache/data.ts'
import type { Partition } from '../cache/partition.ts'

/**
 * What is stored under a key now that another tab may have written it to the disk. Memory takes
 * over what is newer.
 */
export async function reread(
  partition: Partition<unknown>,
  key: string,
  clock: Clock,
): Promise<readonly StoredResponse[]> {
  const { memory } = partition
  const disk = partition.openDisk()
  // The session has ended.
  if (disk === undefined) return memory.get(key)
  const judge = disk.judge(key)
  const rows = judge(await disk.get(key))
  partition.assertOpen()
  const held = memory.get(key)
  const now = clock.now()
  // What is from the future, since the clock was ahead, would seem newer than all that comes.
  if (held.some(({ requestTime }) => requestTime > now)) memory.delete([{ key }])
  return rows.map((row) => {
    const former = held.find((other) => variantKey(other) === variantKey(row))
    // An answer that was asked for earlier may come to the disk later, where the newer one is gone.
    if (former !== undefined && isNewer(former, row) && former.requestTime <= now) return former
    const stored = withHeldBody(row, held)
    if (former !== undefined && former.body !== stored.body) {
      replaceUnread(former.body, stored.body)
    }
    memory.put(stored)
    return stored
  })
}

function isNewer(one: StoredResponse, other: StoredResponse): boolean {
  return one.requestTime > other.requestTime
}

/** The row, with the body object that all here share if it is the same one. */
function withHeldBody(row: StoredResponse, held: readonly StoredResponse[]): StoredResponse {
  const own = held.find(({ body }) => body.id === row.body.id)
  if (own === undefined) return row
  const isMarked = own.invalidated && own.requestTime === row.requestTime
  return { ...row, body: own.body, invalidated: row.invalidated || isMarked }
}
