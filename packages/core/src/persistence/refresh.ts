import type { DiskHost } from '../cache/persistence.ts'
import { isSessionEnd } from '../errors.ts'
import { urlOfKey } from '../rules/cache-key.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { reread } from './reread.ts'

type Refreshing = Pick<DiskHost, 'partition' | 'clock' | 'pending' | 'tell'>

/** Takes over what the disk has for keys whose rows may be newer there. */
export function createRefresh({
  partition,
  clock,
  pending,
  tell,
}: Refreshing): (keys: readonly string[]) => void {
  const outdated = new Set<string>()
  let isRefreshing = false

  async function takeOver(key: string): Promise<void> {
    const before = partition.memory.get(key)
    await reread(partition, key, clock)
    const after = partition.memory.get(key)
    if (isOther(before, after)) tell({ type: 'update', url: urlOfKey(key) })
  }

  /** Whatever is announced while the disk is read is read together, once. */
  async function refreshAll(): Promise<void> {
    isRefreshing = true
    try {
      while (outdated.size > 0) {
        const keys = [...outdated]
        outdated.clear()
        await Promise.all(keys.map(takeOver))
      }
    } catch (error) {
      // Its end is the end of this, too.
      if (!isSessionEnd(error)) throw error
    } finally {
      isRefreshing = false
    }
  }

  return (keys) => {
    for (const key of keys) outdated.add(key)
    if (!isRefreshing && outdated.size > 0) pending.track(refreshAll())
  }
}

/** Did memory change in what a reader can tell? */
function isOther(before: readonly StoredResponse[], after: readonly StoredResponse[]): boolean {
  const isKept = (now: StoredResponse): boolean =>
    before.some(
      (then) =>
        then.body === now.body &&
        then.requestTime === now.requestTime &&
        then.responseTime === now.responseTime &&
        then.invalidated === now.invalidated,
    )
  return before.length !== after.length || !after.every(isKept)
}
