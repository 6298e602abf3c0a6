import type { Finding } from '@etagged/core/doctor'
import type { RequestRow } from '../recording/request-row.ts'

/** How many of these requests came in full from what the finding is about? Pure. */
export function concerned(rows: readonly RequestRow[], { origin, endpoint }: Finding): number {
  return rows.filter((row) => {
    if (!cameInFull(row)) return false
    const { origin: from, pathname } = new URL(row.url)
    return from === origin && (endpoint === '' || isWithin(endpoint, pathname))
  }).length
}

function cameInFull({ end }: RequestRow): boolean {
  if (end?.type !== 'request' || end.outcome.kind !== 'forwarded') return false
  const { fwdStatus } = end.outcome
  return fwdStatus !== undefined && fwdStatus !== 304
}

/** `*` stands for one segment. */
function isWithin(endpoint: string, path: string): boolean {
  const segments = path.split('/')
  const wanted = endpoint.split('/')
  const isLike = (segment: string, at: number): boolean => [segment, '*'].includes(wanted[at] ?? '')
  return segments.length === wanted.length && segments.every(isLike)
}
