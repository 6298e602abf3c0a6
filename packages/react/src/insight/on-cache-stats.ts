import type { Etagged, Stats } from '@etagged/core'
import { statsStoreOf } from './stats-store.ts'

/**
 * `reuse`: requests answered by a hit or a 304, of all. `saved`: bytes of bodies that the network did
 * not carry, of all that were needed. `wasted`: full answers under the very tag that was sent, of all
 * that were validated.
 */
export type CacheMetricName = 'reuse' | 'saved' | 'wasted'

/** A figure in the shape in which web-vitals reports its own. */
export interface CacheMetric {
  /** Which figure it is. */
  readonly name: CacheMetricName
  /** A ratio, from 0 to 1, since the client was made. */
  readonly value: number
  /** By how much it has changed since the last report; the first time all of it. */
  readonly delta: number
  /**
   * `reuse` and `saved` are good from 0.75 on, and poor below 0.4; `wasted` is good up to 0.01, and
   * poor above 0.1.
   */
  readonly rating: 'good' | 'needs-improvement' | 'poor'
  /** The same for all reports of a figure by one page. */
  readonly id: string
}

/** When {@link onCacheStats} reports. */
export interface ReportOptions {
  /**
   * Report each change, at most four times a second.
   * @default false: what has changed, whenever the page is hidden
   */
  readonly reportAllChanges?: boolean
}

/** Ratios from which a figure is good, and from which it only needs improvement. */
const thresholds: Record<CacheMetricName, readonly [good: number, fair: number]> = {
  reuse: [0.75, 0.4],
  saved: [0.75, 0.4],
  // The less the better.
  wasted: [0.01, 0.1],
}

/**
 * Reports how well the cache does, for the place where a page's web vitals go. Figures of which
 * nothing is known yet, or nothing new, are not reported. The returned function ends it.
 *
 * @param client that is judged
 * @param callback hears of one figure at a time
 * @param options when to report
 */
export function onCacheStats(
  client: Etagged,
  callback: (metric: CacheMetric) => void,
  { reportAllChanges = false }: ReportOptions = {},
): () => void {
  const id = `etagged-${Date.now()}-${Math.floor(Math.random() * 1e12)}`
  const reported = new Map<CacheMetricName, number>()

  function report(): void {
    for (const [name, value] of ratiosOf(client.stats())) {
      const former = reported.get(name)
      if (former === value) continue
      reported.set(name, value)
      callback({ name, value, delta: value - (former ?? 0), rating: ratingOf(name, value), id })
    }
  }

  function onVisibilityChange(): void {
    if (document.visibilityState === 'hidden') report()
  }

  if (reportAllChanges) return statsStoreOf(client).subscribe(report)
  if (!('document' in globalThis)) return () => undefined
  // The last that a page is sure to hear, also where it is then discarded.
  document.addEventListener('visibilitychange', onVisibilityChange)
  window.addEventListener('pagehide', report)
  return () => {
    document.removeEventListener('visibilitychange', onVisibilityChange)
    window.removeEventListener('pagehide', report)
  }
}

function ratiosOf(stats: Stats): readonly (readonly [CacheMetricName, number])[] {
  const { requests, hits, validated, bytesSaved, bytesReceived, wastedValidations } = stats
  const parts = [
    ['reuse', hits + validated, requests],
    ['saved', bytesSaved, bytesSaved + bytesReceived],
    ['wasted', wastedValidations, validated + wastedValidations],
  ] as const
  return parts
    .filter(([, , whole]) => whole > 0)
    .map(([name, part, whole]) => [name, part / whole] as const)
}

function ratingOf(name: CacheMetricName, value: number): CacheMetric['rating'] {
  const [good, fair] = thresholds[name]
  const reaches = (limit: number): boolean => (name === 'wasted' ? value <= limit : value >= limit)
  if (reaches(good)) return 'good'
  return reaches(fair) ? 'needs-improvement' : 'poor'
}
