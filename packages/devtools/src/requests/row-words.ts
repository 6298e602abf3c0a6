import { type FailureEvent, formatCacheStatus, type RequestEvent } from '@etagged/core'
import { fieldValue } from '@etagged/core/rules'
import { answerKind } from '@etagged/core/stats'
import { bytesText } from '../panel/figures.ts'
import { isLeft } from '../recording/is-left.ts'
import { groupOf, type OutcomeGroup } from '../recording/outcome-group.ts'
import type { RequestRow } from '../recording/request-row.ts'

/** `undefined`: it is under way, or its caller left. */
export function groupOfRow({ end }: RequestRow): OutcomeGroup | undefined {
  return end && groupOf(end)
}

/** Where the answer came from, in the words of Chrome's column "Size". */
export function sizeOf(row: RequestRow): string {
  const { end } = row
  if (end === undefined) return '(pending)'
  if (end.type === 'peek') return `(${end.tier})`
  return end.type === 'failure' ? failureOf(end) : sizeOfAnswer(row, end)
}

function failureOf(end: FailureEvent): string {
  return isLeft(end) ? '(canceled)' : '(failed)'
}

function sizeOfAnswer(row: RequestRow, { outcome, tier, bytes }: RequestEvent): string {
  const kind = answerKind({ outcome, tier })
  if (kind === 'another-tab') return '(another tab)'
  if (outcome.kind === 'hit') return `(${tier})`
  if (outcome.collapsed) return '(shared)'
  if (kind === 'validated') return '304'
  if (kind === 'stale-if-error') return '(stale)'
  if (kind === 'refused') return '(cache)'
  if (bytes.received > 0 || bytes.body > 0) return bytesText(bytes.received)
  return sizeOfStream(row)
}

/** The cache has not read it: its length is what the origin says of it. */
function sizeOfStream({ received }: RequestRow): string {
  const length = fieldValue(received?.fields ?? [], 'content-length')
  if (length !== undefined && /^\d+$/.test(length)) return bytesText(Number(length))
  return received?.status === 204 || received?.status === 304 ? '0 B' : '(stream)'
}

/** The outcome in the words of RFC 9211, without what its `detail` says: that is the reason. */
export function outcomeOf({ end }: RequestRow): string {
  if (end === undefined) return 'under way'
  if (end.type === 'peek') return 'peek'
  if (end.type === 'failure') return 'no answer'
  return formatCacheStatus(end.outcome)
    .replace(/^etagged; /, '')
    .replace(/; detail=.*$/, '')
}

/** Path and query, and the host, where it is not the page's own. */
export function shownUrl(
  url: string,
  page: string | undefined = globalThis.location?.origin,
): { readonly host: string; readonly path: string } {
  if (!URL.canParse(url)) return { host: '', path: url }
  const { origin, host, pathname, search } = new URL(url)
  return { host: origin === page ? '' : host, path: pathname + search }
}

/** How long it took, or has taken by now; seconds. */
export function durationOf({ began, end }: RequestRow, now: number): number {
  if (end === undefined) return Math.max(0, now - began)
  return end.type === 'peek' ? 0 : end.duration
}
