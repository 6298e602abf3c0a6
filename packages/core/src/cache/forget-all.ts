import type { Tell } from './journal.ts'
import { urlsOf } from './named-urls.ts'
import type { Partition } from './partition.ts'
import type { Changes } from './persistence.ts'

/** Nobody can tell whether the session still lasts: what memory holds may be out of date, or another's. */
export function forgetAll(
  { memory, flights }: Pick<Partition<unknown>, 'memory' | 'flights'>,
  changes: Changes | undefined,
  tell: Tell,
): void {
  const ranges = [{ prefix: '' }]
  changes?.note('delete', ranges)
  const urls = urlsOf(memory.keys())
  memory.delete(ranges)
  flights.overlap(() => true)
  if (urls.length > 0) tell({ type: 'removal', urls, because: 'unverified' })
}
