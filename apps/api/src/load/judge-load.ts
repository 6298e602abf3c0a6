/** What a load has shown. */
export interface LoadReport {
  readonly requests: { readonly early: number; readonly total: number }
  readonly perSecond: number
  /** ms. */
  readonly latency: { readonly median: number; readonly p99: number }
  /** How many answers had which status. */
  readonly statuses: Readonly<Record<string, number>>
  /** Requests without an answer. */
  readonly failures: number
  /** Bytes in use after a forced collection, after the early requests and after all. */
  readonly heap: { readonly before: number; readonly after: number }
}

const MEGABYTE = 1024 * 1024

/** What is wrong about it; nothing when all is well. */
export function complaintsAbout(report: LoadReport): readonly string[] {
  const { statuses, failures, heap, requests } = report
  const growth = heap.after - heap.before
  const most = mostGrowth(requests)
  const serverErrors = Object.entries(statuses).filter(([status]) => status.startsWith('5'))
  return [
    ...serverErrors.map(([status, count]) => `${count} answers had status ${status}`),
    ...(failures > 0 ? [`${failures} requests got no answer`] : []),
    ...(statuses['304'] === undefined ? ['no answer was a 304'] : []),
    ...(growth > most
      ? [`the heap grew by ${megabytes(growth)}, more than ${megabytes(most)}`]
      : []),
  ]
}

/**
 * The most that the heap may grow between the two measurements; bytes. 50 for each request, and
 * 2 MB for what moves by itself. The 2 MB are chosen, not derived: good loads of 5,000 grew by 0.5
 * to 0.8 MB, with a frozen market too. Some fell by 5 MB, so a leak smaller than that can hide.
 */
export function mostGrowth({ early, total }: LoadReport['requests']): number {
  return 2 * MEGABYTE + 50 * (total - early)
}

/** The report as lines of text. */
export function describeLoad(report: LoadReport): readonly string[] {
  const { requests, perSecond, latency, statuses, failures, heap } = report
  const counts = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`)
  return [
    `${requests.total} requests, ${Math.round(perSecond)} a second`,
    `latency: median ${latency.median} ms, 99% within ${latency.p99} ms`,
    `answers: ${counts.join(', ')}; without an answer: ${failures}`,
    `heap: ${megabytes(heap.before)} after ${requests.early}, ${megabytes(heap.after)} after ${requests.total}` +
      ` (may grow by ${megabytes(mostGrowth(requests))})`,
  ]
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(2)} MB`
}
