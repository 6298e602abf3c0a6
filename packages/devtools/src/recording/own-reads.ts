import type { CacheEvent } from '@etagged/core'
import type { Trace } from '@etagged/core/inspect'
import { createRecentMap } from './recent-map.ts'

/** So many requests of the panel's own are known by their traces. */
const MOST = 50

/** What the panel itself reads from the cache: to look is no hit of the app's. */
export interface OwnReads {
  /** Of what the work asks for under this URL, the first peek or request is the panel's own. */
  readonly asOwn: <T>(url: string, work: () => Promise<T>) => Promise<T>
  readonly isOwn: (event: CacheEvent) => boolean
  readonly isOwnTrace: (trace: Trace) => boolean
}

export function createOwnReads(): OwnReads {
  const waiting = new Set<{ readonly url: string }>()
  const requests = createRecentMap<true, number>(MOST)
  // Several may ask about one event, and it is the end of one read.
  const known = new WeakSet<CacheEvent>()

  function take(url: string): boolean {
    const read = [...waiting].find((other) => other.url === url)
    return read !== undefined && waiting.delete(read)
  }

  function isEndOfOwn(event: CacheEvent): boolean {
    if (event.type === 'peek') return take(event.url)
    if (event.type !== 'request' && event.type !== 'failure') return false
    return event.id === undefined ? take(event.url) : requests.get(event.id) === true
  }

  return {
    async asOwn(url, work) {
      const read = { url }
      waiting.add(read)
      try {
        return await work()
      } finally {
        waiting.delete(read)
      }
    },
    isOwn(event) {
      const isOwn = known.has(event) || isEndOfOwn(event)
      if (isOwn) known.add(event)
      return isOwn
    },
    isOwnTrace(trace) {
      if (trace.type === 'begun' && take(trace.url)) requests.set(trace.request, true)
      return requests.get(trace.request) === true
    },
  }
}
