import type { Finding } from '@etagged/core/doctor'
import type { RequestRow } from '../recording/request-row.ts'

/** What an origin answered, with its URL in parts: it is held against each finding. */
export interface Answer {
  readonly origin: string
  readonly segments: readonly string[]
  /** Not a 304. */
  readonly isFull: boolean
}

/** The requests that an origin answered. Pure. */
export function answersOf(rows: readonly RequestRow[]): readonly Answer[] {
  return rows.flatMap(({ url, end }) => {
    if (end?.type !== 'request' || end.outcome.kind !== 'forwarded') return []
    const { fwdStatus } = end.outcome
    if (fwdStatus === undefined) return []
    const { origin, pathname } = new URL(url)
    return [{ origin, segments: pathname.split('/'), isFull: fwdStatus !== 304 }]
  })
}

/** How many of these answers came in full from what the finding is about? Pure. */
export function concerned(answers: readonly Answer[], { origin, endpoint }: Finding): number {
  const wanted = endpoint.split('/')
  return answers.filter(
    (answer) =>
      answer.isFull &&
      answer.origin === origin &&
      (endpoint === '' || isWithin(wanted, answer.segments)),
  ).length
}

/** `*` stands for one segment. */
function isWithin(wanted: readonly string[], segments: readonly string[]): boolean {
  const isLike = (segment: string, at: number): boolean => [segment, '*'].includes(wanted[at] ?? '')
  return segments.length === wanted.length && segments.every(isLike)
}
