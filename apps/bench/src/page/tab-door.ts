import type { Door } from '../origin/door.ts'
import type { TabReaderName } from '../peers/tab-readers.ts'

/** Who asks, in how many tabs, of an origin that answers after so many ms. */
export function tabDoor(reader: TabReaderName, tabs: number, latency: number): Door {
  return { name: `${reader}-${tabs}`, cacheControl: 'max-age=0', latency }
}
