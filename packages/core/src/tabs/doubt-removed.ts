import type { Tell } from '../cache/journal.ts'
import { urlsOf } from '../cache/named-urls.ts'
import type { Partition } from '../cache/partition.ts'

/**
 * After a sleep: what memory holds and the disk no longer has, another tab may have removed
 * meanwhile: it is to be validated before its next use. An event names it.
 */
export async function doubtRemoved(
  partition: Pick<Partition<unknown>, 'memory' | 'openDisk'>,
  tell: Tell,
): Promise<void> {
  const { memory } = partition
  const held = memory.keys().map((key) => ({ key, variants: memory.get(key) }))
  const disk = partition.openDisk()
  if (disk === undefined || held.length === 0) return
  // What failed to answer has no keys: then all is validated.
  const onDisk = new Set(await disk.keys())
  const lost = held
    // What has arrived since is newer than the sleep.
    .filter(({ key, variants }) => !onDisk.has(key) && memory.get(key) === variants)
    .map(({ key }) => key)
  // What arrives from now on was asked for after the sleep, or is judged by its flight.
  memory.invalidate(
    lost.map((key) => ({ key })),
    0,
  )
  if (lost.length > 0) tell({ type: 'invalidation', urls: urlsOf(lost), because: 'another-tab' })
}
