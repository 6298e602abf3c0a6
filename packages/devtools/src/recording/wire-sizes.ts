import { createRecentMap } from './recent-map.ts'

/** So many URLs are remembered. */
const MOST_URLS = 2000

/** What the browser measured of bodies on the wire (Resource Timing §4.4). */
export interface WireSizes {
  /** Bytes; `undefined`: unknown, as for an origin without `Timing-Allow-Origin`. */
  of(url: string): number | undefined
  /** The URLs may tell of a user, and his session has ended. */
  forget(): void
  stop(): void
}

/** Listens from now on, and to what the browser still remembers. */
export function watchWireSizes(): WireSizes {
  const sizes = createRecentMap<number>(MOST_URLS)
  const isTold =
    typeof PerformanceObserver !== 'undefined' &&
    PerformanceObserver.supportedEntryTypes.includes('resource')
  if (!isTold) return { of: () => undefined, forget() {}, stop() {} }

  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!(entry instanceof PerformanceResourceTiming)) continue
      const { encodedBodySize, name } = entry
      // An error's body is not what is stored, nor is a part's. Not every browser tells the status.
      if ('responseStatus' in entry && entry.responseStatus !== 200) continue
      // A 304 has no body, and an origin that does not allow it tells nothing.
      if (encodedBodySize === 0) continue
      sizes.set(name, encodedBodySize)
    }
  })
  observer.observe({ type: 'resource', buffered: true })
  return {
    of: (url) => sizes.get(url),
    forget: () => sizes.clear(),
    stop: () => observer.disconnect(),
  }
}
